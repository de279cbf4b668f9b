/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.estimate;

import io.ekya.bench.estimate.Truths.Truth;
import io.ekya.profile.GainPrior;
import org.jspecify.annotations.Nullable;

/**
 * A micro-profile's estimate for one configuration, and the accuracy it actually reached.
 * Accuracies are 0..1.
 *
 * @param street seed of the camera's street
 * @param start accuracy of the serving student, on crops with true labels
 * @param estimated accuracy after retraining, as estimated by the micro-profile
 * @param truth accuracy after retraining, on crops with true labels
 * @param before accuracy that the same configuration reached in the previous window; null in the
 *     first
 * @param accuracyError standard error of the estimate, as the micro-profile tells it
 * @param cost what the real training cost; not timed if its accuracy came from the cache
 * @param estimatedSeconds CPU seconds of a retraining, estimated by the micro-profile
 */
record Estimate(
        long street,
        int window,
        String configuration,
        double start,
        double estimated,
        double truth,
        @Nullable Double before,
        double accuracyError,
        Truth cost,
        double estimatedSeconds) {

    double error() {
        return Math.abs(estimated - truth);
    }

    /** Returns the relative error of the estimated seconds. */
    double errorOfSeconds() {
        return Math.abs(estimatedSeconds / cost.retrainSeconds() - 1);
    }

    /** Returns ln (errors / estimated errors). */
    double logOfErrors() {
        return Math.log(GainPrior.bounded(1 - truth) / GainPrior.bounded(1 - estimated));
    }

    /** Returns the error of assuming that retraining changes nothing. */
    double errorOfStart() {
        return Math.abs(start - truth);
    }

    /**
     * Returns the error of assuming the previous window's result; in the first window, of the start
     * accuracy.
     */
    double errorOfBefore() {
        return before != null ? Math.abs(before - truth) : errorOfStart();
    }
}
