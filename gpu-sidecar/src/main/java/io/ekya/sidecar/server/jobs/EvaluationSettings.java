/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.learn.ExemplarMemory;
import io.ekya.learn.HeldOutSplit;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.PromotionGate;

/**
 * How students are evaluated and profiled.
 *
 * @param heldOut fraction of a window's labels held out for evaluation, 0..1
 * @param minHeldOut minimum number of held-out labels for a promotion
 * @param exemplars crops retained per camera from earlier windows; 0 retains none
 * @param profilingShare share of one GPU for a site's micro-profiling until it is resized, 0..1
 * @param checkpointMargin how much more accurate than the serving student, 0..1, a student in
 *     training must be to serve as a checkpoint; 1 disables checkpoints
 */
public record EvaluationSettings(
        double heldOut,
        int minHeldOut,
        int exemplars,
        double profilingShare,
        double checkpointMargin) {
    /** A quarter held out, at least 50 of them, 200 exemplars, a tenth of the device, 2 points. */
    public static final EvaluationSettings DEFAULT =
            new EvaluationSettings(HeldOutSplit.DEFAULT_FRACTION, 50, 200, 0.1, 0.02);

    public EvaluationSettings {
        if (!(heldOut > 0 && heldOut < 1) || minHeldOut < 1 || exemplars < 0) {
            throw new IllegalArgumentException(
                    "heldOut %s must be within 0..1, minHeldOut %d at least 1, exemplars %d at least 0"
                            .formatted(heldOut, minHeldOut, exemplars));
        }
        checkFraction("profilingShare", profilingShare);
        checkFraction("checkpointMargin", checkpointMargin);
    }

    private static void checkFraction(String name, double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException(
                    "%s must be within 0..1, but is %s".formatted(name, value));
        }
    }

    /** Splits the labels of a window into training and held-out labels. */
    public HeldOutSplit split(LabelledCrops window) {
        return HeldOutSplit.of(
                window,
                heldOut,
                HeldOutSplit.DEFAULT_BLOCKS,
                HeldOutSplit.DEFAULT_BURST_GAP_MILLIS);
    }

    PromotionGate gate() {
        return new PromotionGate(minHeldOut, PromotionGate.DEFAULT.alpha());
    }

    /** Returns whether a student in training can serve. */
    boolean isCheckpoint(PromotionGate.Decision decision) {
        return checkpointMargin < 1
                && decision.promote()
                && decision.freshAccuracy() - decision.servingAccuracy() >= checkpointMargin;
    }

    ExemplarMemory memory() {
        return new ExemplarMemory(exemplars);
    }
}
