package io.ekya.sidecar.server.jobs;

import io.ekya.learn.BaseModels;
import io.ekya.learn.Training;
import io.ekya.profile.TrainingCosts;

/**
 * Runs a training's mini-batches and keeps account of what they cost, in device-busy seconds: the
 * first epoch (frozen blocks compute their features then), later ones, and what is judged on the
 * way.
 */
final class TrainingCostMeter {
    /** What is judged on the way may cost this part of the training. */
    private static final double MOST_JUDGING = 0.03;

    private static final TrainingCosts COSTS = BaseModels.costs();

    private final BusyMeter meter;
    private final Training training;
    private final double cropsAStep;
    private final double forwardPart;
    private final double laterToFirst;
    private final BusyMeter.Tally first = new BusyMeter.Tally();
    private final BusyMeter.Tally later = new BusyMeter.Tally();
    private final BusyMeter.Tally judging = new BusyMeter.Tally();
    private final BusyMeter.Tally other = new BusyMeter.Tally();

    /**
     * Begins an account.
     *
     * @param samples crops times epochs
     * @param frozenBlocks of the student, from its input on
     */
    TrainingCostMeter(BusyMeter meter, Training training, double samples, int frozenBlocks) {
        this.meter = meter;
        this.training = training;
        this.cropsAStep = samples / Math.max(1, training.stepsTotal());
        // a pass backwards through all blocks costs at least as much as one forwards
        this.laterToFirst = COSTS.laterToFirst(frozenBlocks);
        this.forwardPart = frozenBlocks == 0 ? 0.5 : 1;
    }

    /** Runs a mini-batch of the training. False where the last has been run before. */
    boolean train() {
        BusyMeter.Tally tally = training.epochsDone() == 0 ? first : later;
        meter.begin(tally);
        boolean trained = training.step();
        if (trained) {
            tally.addCrops(cropsAStep);
        }
        return trained;
    }

    /** Says that the mini-batch that begins now is judged, so many crops of it. */
    void judge(int crops) {
        meter.begin(judging);
        judging.addCrops(crops);
    }

    /** Says that what begins now is neither. */
    void rest() {
        meter.begin(other);
    }

    /** Crops that were trained on, each as often as it was. */
    double samplesSeen() {
        return cropsAStep * training.stepsDone();
    }

    /** What it has cost so far, all in all. */
    double spentSeconds() {
        return meter.seconds();
    }

    /** What the mini-batches that are left and judging so many crops at the end will cost. */
    double remainingSeconds(int crops) {
        return trainingLeft() + crops * judgingSeconds();
    }

    /** How many crops may be judged now, where it is to be done so often from now on. */
    int affordable(int times) {
        double all = first.seconds() + later.seconds() + trainingLeft();
        double left = MOST_JUDGING * all - judging.seconds();
        return (int) (left / times / judgingSeconds());
    }

    private double trainingLeft() {
        double crops = cropsAStep * (training.stepsTotal() - training.stepsDone());
        return crops
                * (later.isEmpty()
                        ? first.secondsPerCrop() * laterToFirst
                        : later.secondsPerCrop());
    }

    /** Of one crop: as measured, or else at most so much. */
    private double judgingSeconds() {
        return judging.isEmpty() ? forwardPart * first.secondsPerCrop() : judging.secondsPerCrop();
    }
}
