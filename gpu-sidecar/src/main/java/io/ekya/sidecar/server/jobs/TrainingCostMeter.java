/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.learn.BaseModels;
import io.ekya.learn.Training;
import io.ekya.profile.TrainingCosts;

/**
 * Runs the mini-batches of a training and measures their cost, in device-busy seconds: first epoch
 * (in which frozen blocks compute their features), later epochs, and interim evaluations.
 */
final class TrainingCostMeter {
    /** Interim evaluations can cost this fraction of the training. */
    private static final double MAX_EVALUATION_FRACTION = 0.03;

    private static final TrainingCosts COSTS = BaseModels.costs();

    private final BusyMeter meter;
    private final Training training;
    private final double cropsPerStep;
    private final double forwardFraction;
    private final double laterToFirst;
    private final BusyMeter.Tally first = new BusyMeter.Tally();
    private final BusyMeter.Tally later = new BusyMeter.Tally();
    private final BusyMeter.Tally evaluation = new BusyMeter.Tally();
    private final BusyMeter.Tally other = new BusyMeter.Tally();

    /**
     * @param samples crops times epochs
     * @param frozenBlocks of the student, from its input on
     */
    TrainingCostMeter(BusyMeter meter, Training training, double samples, int frozenBlocks) {
        this.meter = meter;
        this.training = training;
        this.cropsPerStep = samples / Math.max(1, training.stepsTotal());
        // a pass backwards through all blocks costs at least as much as one forwards
        this.laterToFirst = COSTS.laterToFirst(frozenBlocks);
        this.forwardFraction = frozenBlocks == 0 ? 0.5 : 1;
    }

    /** Runs a mini-batch of the training. Returns false if all were run before. */
    boolean train() {
        BusyMeter.Tally tally = training.epochsDone() == 0 ? first : later;
        meter.start(tally);
        boolean trained = training.step();
        if (trained) {
            tally.addCrops(cropsPerStep);
        }
        return trained;
    }

    /** Attributes the next mini-batch, of this many crops, to evaluation. */
    void startEvaluation(int crops) {
        meter.start(evaluation);
        evaluation.addCrops(crops);
    }

    /** Attributes the following work to neither training nor evaluation. */
    void startOther() {
        meter.start(other);
    }

    /** Returns the number of crops trained on, counting repetitions. */
    double samplesSeen() {
        return cropsPerStep * training.stepsDone();
    }

    /** Returns the cost so far. */
    double spentSeconds() {
        return meter.seconds();
    }

    /** Returns the cost of the remaining mini-batches and of a final evaluation of N crops. */
    double remainingSeconds(int crops) {
        return remainingTrainingSeconds() + crops * evaluationSecondsPerCrop();
    }

    /** Returns how many crops each of the remaining N evaluations can use. */
    int affordable(int times) {
        double all = first.seconds() + later.seconds() + remainingTrainingSeconds();
        double left = MAX_EVALUATION_FRACTION * all - evaluation.seconds();
        return (int) (left / times / evaluationSecondsPerCrop());
    }

    private double remainingTrainingSeconds() {
        double crops = cropsPerStep * (training.stepsTotal() - training.stepsDone());
        return crops
                * (later.isEmpty()
                        ? first.secondsPerCrop() * laterToFirst
                        : later.secondsPerCrop());
    }

    /** As measured, or an upper bound before the first measurement. */
    private double evaluationSecondsPerCrop() {
        return evaluation.isEmpty()
                ? forwardFraction * first.secondsPerCrop()
                : evaluation.secondsPerCrop();
    }
}
