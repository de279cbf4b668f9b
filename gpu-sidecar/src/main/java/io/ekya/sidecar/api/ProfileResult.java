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
 * @param servingSeconds the part of it in which the serving student was judged, which the budget
 *     does not limit; null in events of earlier versions
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
        @Nullable Double servingSeconds,
        Map<String, Long> dropped) {

    /**
     * Estimate for one retraining configuration.
     *
     * @param gpuSeconds GPU seconds at share 1.0
     * @param accuracy expected accuracy, 0..1
     * @param accuracyError standard error of that expectation, 0..1; null in events of earlier
     *     versions
     */
    public record Option(
            String configuration,
            double gpuSeconds,
            double accuracy,
            @Nullable Double accuracyError) {

        /** An estimate of unknown error. */
        public Option(String configuration, double gpuSeconds, double accuracy) {
            this(configuration, gpuSeconds, accuracy, null);
        }
    }

    /** The result of a profile in which no student was judged. */
    public ProfileResult(
            long closedAtMillis,
            String studentSha256,
            @Nullable Double accuracy,
            int labels,
            Map<String, Double> accuracyFactors,
            List<Option> options,
            double costSeconds,
            Map<String, Long> dropped) {
        this(
                closedAtMillis,
                studentSha256,
                accuracy,
                labels,
                accuracyFactors,
                options,
                costSeconds,
                null,
                dropped);
    }

    public ProfileResult {
        accuracyFactors = Map.copyOf(accuracyFactors);
        options = List.copyOf(options);
        dropped = Map.copyOf(dropped);
    }
}
