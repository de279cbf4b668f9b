/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.io.Serializable;
import java.util.List;

/** Inference configurations: all combinations of frame sampling and resolution. */
public record InferenceConfig(
        @ConfigKey(
                        text = "Choices of frame sampling: every nth frame is analysed",
                        byDefault = "[1, 2, 3, 5, 10]")
                List<Integer> everyNth,
        @ConfigKey(
                        text = "Choices of resolution: side of the student's crops, pixels",
                        byDefault = "[32, 24]")
                List<Integer> sides,
        @ConfigKey(
                        text =
                                "Age beyond which frames are dropped instead of analysed, milliseconds",
                        byDefault = "1000",
                        min = 10,
                        max = 60000)
                int maxAgeMillis,
        @ConfigKey(
                        text =
                                "Latency of predictions beyond which retraining yields, milliseconds; 0 disables this",
                        byDefault = "500",
                        min = 0,
                        max = 60000)
                int targetLatencyMillis)
        implements Serializable {
    public InferenceConfig {
        everyNth = List.copyOf(everyNth);
        sides = List.copyOf(sides);
    }
}
