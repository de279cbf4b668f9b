/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Payload of a PROFILED event.
 *
 * @param closedAtMillis as in the request
 * @param studentSha256 the profiled student, i.e. the one that served at that time
 * @param accuracy of that student on held-out labels of the window, 0..1; without held-out labels
 *     its live accuracy or its last known accuracy; null if neither is known
 * @param accuracyFactors as in the request
 * @param options estimated cost and accuracy by retraining configuration
 * @param costSeconds device-busy seconds that the profile took
 * @param dropped pruned configurations, with the window in which each was pruned
 */
public record ProfileResult(
        long closedAtMillis,
        String studentSha256,
        @Nullable Double accuracy,
        int labels,
        Map<String, Double> accuracyFactors,
        List<Option> options,
        double costSeconds,
        Map<String, Long> dropped) {

    /**
     * Estimate for one retraining configuration.
     *
     * @param gpuSeconds GPU seconds at share 1.0
     * @param accuracy expected accuracy, 0..1
     */
    public record Option(String configuration, double gpuSeconds, double accuracy) {}

    public ProfileResult {
        accuracyFactors = Map.copyOf(accuracyFactors);
        options = List.copyOf(options);
        dropped = Map.copyOf(dropped);
    }
}
