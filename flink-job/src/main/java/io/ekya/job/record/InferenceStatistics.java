/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What inference measured for one camera in one window.
 *
 * @param demands share of one GPU that each inference configuration (by id) needs to keep up; empty
 *     if nothing has been analysed yet
 * @param configuration id of the inference configuration in force at the end; null if the camera
 *     delivered nothing
 * @param requestedShare share of one GPU, averaged over the window
 * @param achievedShare device-busy time divided by elapsed time
 * @param student sha256 of the last serving student; null if the camera delivered nothing
 * @param latencyP99Millis 99th percentile of the latency of analysed frames, from capture to
 *     prediction; null if none was analysed
 */
public record InferenceStatistics(
        Map<String, Double> demands,
        @JsonProperty("inference") @Nullable String configuration,
        @JsonProperty("inferenceShare") double requestedShare,
        @JsonProperty("inferenceAchieved") double achievedShare,
        @Nullable String student,
        @Nullable Long latencyP99Millis) {

    /** Statistics of a window in which inference measured nothing. */
    public static InferenceStatistics none(
            @Nullable String configuration, @Nullable String student) {
        return new InferenceStatistics(Map.of(), configuration, 0, 0, student, null);
    }
}
