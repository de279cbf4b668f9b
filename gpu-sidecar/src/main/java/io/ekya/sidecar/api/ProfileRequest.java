/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import io.ekya.learn.RetrainingConfiguration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests the micro-profile of a camera's window.
 *
 * @param window number of the window whose labels are complete
 * @param closedAtMillis wall-clock time at which the window ended
 * @param budgetSeconds device-busy seconds that the profile can use
 * @param labels number of labelled crops of the window
 * @param liveAccuracy agreement of the serving student with the teacher over the window, 0..1; null
 *     without labels
 * @param accuracyFactors by id of the inference configuration, 0..1
 */
public record ProfileRequest(
        String site,
        String camera,
        long window,
        long closedAtMillis,
        double budgetSeconds,
        int labels,
        @Nullable Double liveAccuracy,
        Map<String, Double> accuracyFactors,
        List<RetrainingConfiguration> configurations) {
    public ProfileRequest {
        accuracyFactors = Map.copyOf(accuracyFactors);
        configurations = List.copyOf(configurations);
    }
}
