package io.ekya.sidecar.server.jobs;

import io.ekya.learn.BaseModels;
import io.ekya.learn.HeldOutSplit;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.learn.Training;
import io.ekya.learn.TrainingSet;
import io.ekya.profile.GainPrior;
import io.ekya.profile.InterimDepartures;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The part of a retraining that trains. At a third and at two thirds of its mini-batches it stops
 * for a look at the student in training, on as many held-out labels as a small part of the
 * training's own cost allows; where those would be too few to say anything, it goes on.
 */
final class RetrainingRun implements Stage {
    private static final List<InterimDepartures> LOOK = BaseModels.interimDepartures();

    private static final int LOOKS = LOOK.size();

    /** Fewer labels say nothing, more say hardly more. */
    private static final int LEAST_JUDGED = 32;

    private static final int ENOUGH_JUDGED = 200;

    private static final GainPrior GAINS = BaseModels.gains();

    private final RetrainingContext context;
    private final HeldOutSplit labels;
    private final ModelFile start;
    private final Training training;
    private final TrainingCostMeter cost;
    private final RetrainingForecast expectation;
    private final Set<String> checkpoints = new HashSet<>();
    private int looks;

    /**
     * Begins it.
     *
     * @param start the student it starts from
     * @param crops in the training set
     */
    RetrainingRun(
            RetrainingContext context,
            HeldOutSplit labels,
            ModelFile start,
            Training training,
            int crops) {
        this.context = context;
        this.labels = labels;
        this.start = start;
        this.training = training;
        RetrainingConfiguration c = context.request().configuration();
        double samples = (double) crops * c.epochs();
        this.cost = new TrainingCostMeter(context.meter(), training, samples, c.frozenBlocks());
        this.expectation =
                new RetrainingForecast(
                        GAINS,
                        LOOK,
                        c.frozenBlocks(),
                        samples,
                        context.request().expectedAccuracy(),
                        context.camera().profiledSeconds(context.request().window(), c.id()));
    }

    @Override
    public String name() {
        return "train";
    }

    @Override
    public @Nullable Progress progress() {
        return new Progress(training.stepsDone(), training.stepsTotal());
    }

    @Override
    public Stage step() {
        if (isLookDue()) {
            LabelledCrops judged = toJudge();
            int look = looks++;
            if (judged.count() >= LEAST_JUDGED) {
                return new InterimEvaluation(this, look, judged);
            }
        }
        if (cost.train()) {
            return this;
        }
        cost.rest();
        ModelFile serving = context.camera().student();
        FinalEvaluation.Candidate fresh = candidate(serving);
        LabelledCrops judged = newestHeldOut();
        close();
        return new FinalEvaluation(context, labels.training(), serving, fresh, judged).begin();
    }

    /**
     * The student as it is now. Its parent is the one that serves where that is a checkpoint of
     * this very training.
     */
    FinalEvaluation.Candidate candidate(ModelFile serving) {
        String parent = checkpoints.contains(serving.sha256()) ? serving.sha256() : start.sha256();
        return new FinalEvaluation.Candidate(training.snapshot(), parent);
    }

    /** Remembers a student that may serve from now on, although the training goes on. */
    void addCheckpoint(String sha256) {
        checkpoints.add(sha256);
    }

    private boolean isLookDue() {
        int steps = training.stepsDone();
        long part = (looks + 1L) * training.stepsTotal();
        return looks < LOOKS && steps < training.stepsTotal() && steps * (LOOKS + 1L) >= part;
    }

    /** As many held-out labels as two students may answer now. */
    private LabelledCrops toJudge() {
        cost.rest();
        int enough = Math.max(ENOUGH_JUDGED, context.settings().minHeldOut());
        int most = Math.min(enough, cost.affordable(2 * (LOOKS - looks)));
        if (most < LEAST_JUDGED) {
            return LabelledCrops.empty(labels.heldOut().crops().side());
        }
        LabelledCrops heldOut = newestHeldOut();
        return heldOut.count() <= most
                ? heldOut
                : TrainingSet.fraction(
                        heldOut, most / (double) heldOut.count(), context.request().window());
    }

    private LabelledCrops newestHeldOut() {
        return context.camera().newestHeldOut(context.request().window(), labels.heldOut());
    }

    RetrainingContext context() {
        return context;
    }

    Training training() {
        return training;
    }

    TrainingCostMeter cost() {
        return cost;
    }

    RetrainingForecast expectation() {
        return expectation;
    }

    /** Device-busy seconds until it is decided. */
    double remainingSeconds() {
        return cost.remainingSeconds(2 * labels.heldOut().count());
    }

    @Override
    public void close() {
        training.close();
    }
}
