/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The result of one camera's retraining window; unique by (site, camera, window). In JSON it is one
 * flat object; names with # never appear there, they only keep nested records apart from fields.
 *
 * @param startMillis event time
 * @param endMillis event time, exclusive
 * @param drift mean live accuracy of the earlier windows since the serving student was promoted,
 *     minus that of this window, -1..1; null if either is unknown
 */
public record WindowResult(
        String site,
        String camera,
        long window,
        long startMillis,
        long endMillis,
        @JsonUnwrapped @JsonProperty("#frames") Frames frames,
        @JsonUnwrapped Truth truth,
        @JsonUnwrapped @JsonProperty("#labels") LabelStatistics labels,
        @JsonUnwrapped HeldOut heldOut,
        @Nullable Double drift,
        @JsonUnwrapped @JsonProperty("#inference") InferenceStatistics inference) {

    /** A line without them identifies no window and cannot be read. */
    public WindowResult {
        Objects.requireNonNull(site, "site");
        Objects.requireNonNull(camera, "camera");
    }

    /**
     * Returns the accuracy without ground truth: live accuracy times the factor of the inference
     * configuration in force; null if unknown.
     */
    public @Nullable Double estimatedAccuracy() {
        Double live = labels.liveAccuracy();
        String configuration = inference.configuration();
        if (live == null || configuration == null) {
            return live;
        }
        return live * labels.accuracyFactors().getOrDefault(configuration, 1.0);
    }

    /**
     * Number of frames.
     *
     * @param delivered by the camera, including lost ones
     * @param analysed by a student
     * @param dropped at the source or by inference
     */
    public record Frames(@JsonProperty("frames") long delivered, long analysed, long dropped) {}

    /**
     * Comparison with ground truth.
     *
     * @param regions regions whose true class is known, including those of dropped frames
     * @param correct of these, how many were predicted correctly
     * @param accuracy correct / regions; null if ground truth is unknown
     * @param counts regions of each true class
     */
    public record Truth(
            long regions,
            @JsonProperty("right") long correct,
            @JsonProperty("trueAccuracy") @Nullable Double accuracy,
            @JsonProperty("truthCounts") long[] counts) {}

    /**
     * Agreement with the teacher on held-out regions, every class counting the same: mean recall
     * over the classes with enough regions. Both are null if no class has enough.
     *
     * @param student mean recall of the serving student, 0..1
     * @param majority mean recall of a predictor that always predicts the most frequent class
     */
    public record HeldOut(
            @JsonProperty("balancedAgreement") @Nullable Double student,
            @JsonProperty("majorityAgreement") @Nullable Double majority) {}
}
