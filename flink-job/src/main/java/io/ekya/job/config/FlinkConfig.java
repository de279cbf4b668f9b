package io.ekya.job.config;

import java.io.Serializable;

/** The Flink job. */
public record FlinkConfig(
        @ConfigKey(
                        text = "Parallelism of the operators keyed by camera",
                        byDefault = "1",
                        min = 1,
                        max = 1024)
                int parallelism,
        @ConfigKey(
                        text = "Milliseconds between checkpoints; 0 takes none",
                        byDefault = "10000",
                        min = 0,
                        max = 3600000)
                long checkpointMillis,
        @ConfigKey(
                        text = "Port of the web UI when run locally; 0 takes a free one",
                        byDefault = "8081",
                        min = 0,
                        max = 65535)
                int webPort)
        implements Serializable {}
