/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.io.Serializable;

/** Which frames the teacher labels. */
public record SamplingConfig(
        @ConfigKey(
                        text = "Bursts of labelled frames per window, spread evenly",
                        byDefault = "16",
                        min = 1,
                        max = 10000)
                int bursts,
        @ConfigKey(
                        text =
                                "Frames of a burst, as offsets from its first frame; used to estimate the loss by skipping",
                        byDefault = "[0, 1, 2, 4, 9]")
                java.util.List<Integer> offsets,
        @ConfigKey(
                        text = "Every nth held-out frame is labelled for evaluation",
                        byDefault = "3",
                        min = 1,
                        max = 1000)
                int evaluateEvery)
        implements Serializable {
    public SamplingConfig {
        offsets = java.util.List.copyOf(offsets);
    }
}
