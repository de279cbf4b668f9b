/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import org.jspecify.annotations.Nullable;

/**
 * The resources that a plan allocates to one camera from now on; replaces any allocation of a lower
 * (epoch, revision). In JSON it is one flat object; names with # never appear there, they only keep
 * nested records apart from fields.
 *
 * @param window number of the running window
 * @param retraining null if the camera is not retrained
 */
public record Allocation(
        String site,
        String camera,
        long epoch,
        long revision,
        long window,
        @JsonUnwrapped @JsonProperty("#inference") InferenceShare inference,
        @JsonUnwrapped @JsonProperty("#retraining") @Nullable RetrainingShare retraining,
        @JsonUnwrapped Source source) {

    /** Jackson reads a missing unwrapped retraining as one without a configuration. */
    public Allocation {
        if (retraining != null && retraining.isMissing()) {
            retraining = null;
        }
    }

    /** Share of one GPU for retraining; 0 if the camera is not retrained. */
    public double retrainingShare() {
        return retraining == null ? 0 : retraining.share();
    }

    /**
     * What inference gets.
     *
     * @param configuration id of the inference configuration; null if the camera chooses one that
     *     fits its share
     * @param share of one GPU
     */
    public record InferenceShare(
            @JsonProperty("inference") @Nullable String configuration,
            @JsonProperty("inferenceShare") double share) {}

    /**
     * What retraining gets.
     *
     * @param configuration id of the retraining configuration
     * @param share of one GPU
     * @param starts true if the retraining has to be started, false if it is already running
     * @param trainingWindow window whose labels it trains on
     * @param expectedAccuracy accuracy that it is expected to reach, 0..1
     */
    public record RetrainingShare(
            @JsonProperty("retraining") String configuration,
            @JsonProperty("retrainingShare") double share,
            @JsonProperty("startsRetraining") boolean starts,
            long trainingWindow,
            double expectedAccuracy) {

        @SuppressWarnings("NullAway") // Jackson passes null
        private boolean isMissing() {
            return configuration == null;
        }

        /** Whether both are the same retraining, at whatever share. */
        public boolean isSame(@Nullable RetrainingShare other) {
            return other != null
                    && configuration.equals(other.configuration)
                    && trainingWindow == other.trainingWindow;
        }
    }

    /**
     * The plan that an allocation is part of.
     *
     * @param profilingShare share of one GPU for all micro-profiling of the site
     * @param policy name of the scheduling policy
     * @param estimatedAccuracy the plan's estimate of the mean accuracy over cameras and the rest
     *     of the window; null if the policy did not plan
     * @param reason why there is a new allocation: window, completion, failure, correction, ...
     */
    public record Source(
            double profilingShare,
            String policy,
            @Nullable Double estimatedAccuracy,
            String reason) {}
}
