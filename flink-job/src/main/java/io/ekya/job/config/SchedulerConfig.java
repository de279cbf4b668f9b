package io.ekya.job.config;

import java.io.Serializable;

/** Who gets what. */
public record SchedulerConfig(
        @ConfigKey(
                        text =
                                "Policy: relay, exact, thief, thief-reuse, uniform(CONFIG,SHARE), no-retraining and others",
                        byDefault = "relay")
                String policy,
        @ConfigKey(
                        text = "Step of shares, GPUs; 0 chooses by the number of cameras",
                        byDefault = "0",
                        min = 0,
                        max = 1)
                double quantum,
        @ConfigKey(text = "Accuracy no camera should fall below", byDefault = "0", min = 0, max = 1)
                double minAccuracy,
        @ConfigKey(
                        text = "Seconds a student is worth beyond its window",
                        byDefault = "0",
                        min = 0,
                        max = 86400)
                double terminalSeconds,
        @ConfigKey(
                        text =
                                "Share of the window after which planning no longer waits for profiles",
                        byDefault = "0.2",
                        min = 0.01,
                        max = 0.5)
                double deadline,
        @ConfigKey(
                        text =
                                "File with the speed of retrainings by share, of ekya calibrate; empty: as the share",
                        byDefault = "")
                String speedCurve,
        @ConfigKey(
                        text =
                                "Whether a retrained camera may be retrained again in the same window with another configuration, where the GPU would be idle",
                        byDefault = "true")
                boolean again)
        implements Serializable {}
