package io.ekya.sidecar.server.jobs;

import io.ekya.learn.ExemplarMemory;
import io.ekya.learn.HeldOutSplit;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.PromotionGate;

/**
 * How students are judged and profiled.
 *
 * @param heldOut share of a window's labels that is held out to judge students, 0..1
 * @param minHeldOut fewest held-out labels for a promotion
 * @param exemplars crops a camera keeps from earlier windows; 0 keeps none
 * @param profilingShare of one GPU, for a site's micro-profiling until it is resized
 * @param checkpointMargin by how much, 0..1, a student that is still in training must be more
 *     accurate than the one that serves to take its place; 1 lets none
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

    HeldOutSplit split(LabelledCrops window) {
        return HeldOutSplit.of(
                window,
                heldOut,
                HeldOutSplit.DEFAULT_BLOCKS,
                HeldOutSplit.DEFAULT_BURST_GAP_MILLIS);
    }

    PromotionGate gate() {
        return new PromotionGate(minHeldOut, PromotionGate.DEFAULT.alpha());
    }

    /** Whether a student in training may serve already. */
    boolean isCheckpoint(PromotionGate.Decision decision) {
        return checkpointMargin < 1
                && decision.promote()
                && decision.freshAccuracy() - decision.servingAccuracy() >= checkpointMargin;
    }

    ExemplarMemory memory() {
        return new ExemplarMemory(exemplars);
    }
}
