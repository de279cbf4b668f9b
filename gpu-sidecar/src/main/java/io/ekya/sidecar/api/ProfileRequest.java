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
 * @param epoch of the job that sends it; null if it is not fenced
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
        List<RetrainingConfiguration> configurations,
        @Nullable Long epoch) {
    public ProfileRequest {
        accuracyFactors = Map.copyOf(accuracyFactors);
        configurations = List.copyOf(configurations);
    }

    /** A request that is not fenced. */
    public ProfileRequest(
            String site,
            String camera,
            long window,
            long closedAtMillis,
            double budgetSeconds,
            int labels,
            @Nullable Double liveAccuracy,
            Map<String, Double> accuracyFactors,
            List<RetrainingConfiguration> configurations) {
        this(
                site,
                camera,
                window,
                closedAtMillis,
                budgetSeconds,
                labels,
                liveAccuracy,
                accuracyFactors,
                configurations,
                null);
    }

    /** Returns the request of a job with this epoch. */
    public ProfileRequest inEpoch(long number) {
        return new ProfileRequest(
                site,
                camera,
                window,
                closedAtMillis,
                budgetSeconds,
                labels,
                liveAccuracy,
                accuracyFactors,
                configurations,
                number);
    }
}
