/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.io.Serializable;

/** Configuration of the Flink job. */
public record FlinkConfig(
        @ConfigKey(
                        text =
                                "Parallelism of the operators keyed by camera; 0 uses Flink's default, which flink run -p sets",
                        byDefault = "0",
                        min = 0,
                        max = 1024)
                int parallelism,
        @ConfigKey(
                        text = "Milliseconds between checkpoints; 0 disables them",
                        byDefault = "10000",
                        min = 0,
                        max = 3600000)
                long checkpointMillis,
        @ConfigKey(
                        text = "Port of the web UI of a local run; 0 selects a free one",
                        byDefault = "8081",
                        min = 0,
                        max = 65535)
                int webPort,
        @ConfigKey(
                        text =
                                "Port of a local run's metrics for Prometheus, on the loopback interface; 0 disables it",
                        byDefault = "0",
                        min = 0,
                        max = 65535)
                int metricsPort)
        implements Serializable {}
