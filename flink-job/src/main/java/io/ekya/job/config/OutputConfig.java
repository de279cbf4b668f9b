package io.ekya.job.config;

import java.io.Serializable;

/** Where results go. */
public record OutputConfig(
        @ConfigKey(text = "Folder; each run makes one of its own inside", byDefault = "out")
                String folder,
        @ConfigKey(
                        text = "Name of the run's folder; empty takes the time",
                        byDefault = "",
                        pattern = "|" + JobConfig.ID)
                String run,
        @ConfigKey(text = "Write predictions.jsonl", byDefault = "true") boolean predictions)
        implements Serializable {}
