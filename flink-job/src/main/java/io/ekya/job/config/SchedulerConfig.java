/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.io.Serializable;

/** Scheduling of the GPUs. */
public record SchedulerConfig(
        @ConfigKey(
                        text =
                                "Policy: relay, exact, thief, thief-reuse, uniform(CONFIG,SHARE), no-retraining and others",
                        byDefault = "relay")
                String policy,
        @ConfigKey(
                        text = "Step of shares, GPUs; 0 selects one by the number of cameras",
                        byDefault = "0",
                        min = 0,
                        max = 1)
                double quantum,
        @ConfigKey(
                        text = "Accuracy below which no camera should fall",
                        byDefault = "0",
                        min = 0,
                        max = 1)
                double minAccuracy,
        @ConfigKey(
                        text = "Seconds beyond its window for which a retrained student counts",
                        byDefault = "0",
                        min = 0,
                        max = 86400)
                double terminalSeconds,
        @ConfigKey(
                        text =
                                "Fraction of the window after which planning no longer waits for profiles",
                        byDefault = "0.2",
                        min = 0.01,
                        max = 0.5)
                double deadline,
        @ConfigKey(
                        text =
                                "File with the speed of retrainings by share, written by ekya calibrate; linear if empty",
                        byDefault = "")
                String speedCurve,
        @ConfigKey(
                        text =
                                "Whether a camera can be retrained again in the same window, with another configuration, if the GPU would be idle",
                        byDefault = "true")
                boolean again)
        implements Serializable {}
