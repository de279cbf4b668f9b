/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
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
 * The training stage of a retraining. After one and two thirds of its mini-batches it evaluates the
 * student in training, on as many held-out labels as a small fraction of the training cost allows;
 * it skips the evaluation if those are too few.
 */
final class RetrainingRun implements Stage {
    private static final List<InterimDepartures> DEPARTURES = BaseModels.interimDepartures();

    private static final int EVALUATIONS = DEPARTURES.size();

    /** Minimum number of held-out labels of an interim evaluation. */
    private static final int MIN_CROPS = 32;

    /** Maximum number of held-out labels, unless a promotion needs more. */
    private static final int ENOUGH_CROPS = 200;

    private static final GainPrior GAINS = BaseModels.gains();

    private final RetrainingContext context;
    private final HeldOutSplit labels;
    private final ModelFile start;
    private final Training training;
    private final TrainingCostMeter cost;
    private final RetrainingForecast forecast;
    private final Set<String> checkpoints = new HashSet<>();
    private int evaluations;

    /**
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
        this.forecast =
                new RetrainingForecast(
                        GAINS,
                        DEPARTURES,
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
        if (isEvaluationDue()) {
            LabelledCrops sample = evaluationSample();
            int index = evaluations++;
            if (sample.count() >= MIN_CROPS) {
                return new InterimEvaluation(this, index, sample);
            }
        }
        if (cost.train()) {
            return this;
        }
        cost.startOther();
        ModelFile serving = context.camera().student();
        FinalEvaluation.Candidate fresh = candidate(serving);
        LabelledCrops sample = newestHeldOut();
        close();
        return new FinalEvaluation(context, labels.training(), serving, fresh, sample).first();
    }

    /**
     * Returns the student in its current state. Its parent is the serving student if that is a
     * checkpoint of this training.
     */
    FinalEvaluation.Candidate candidate(ModelFile serving) {
        String parent = checkpoints.contains(serving.sha256()) ? serving.sha256() : start.sha256();
        return new FinalEvaluation.Candidate(training.snapshot(), parent);
    }

    /** Remembers a checkpoint that can serve while the training continues. */
    void addCheckpoint(String sha256) {
        checkpoints.add(sha256);
    }

    private boolean isEvaluationDue() {
        int steps = training.stepsDone();
        long due = (evaluations + 1L) * training.stepsTotal();
        return evaluations < EVALUATIONS
                && steps < training.stepsTotal()
                && steps * (EVALUATIONS + 1L) >= due;
    }

    /** Returns as many held-out labels as can be evaluated now. */
    private LabelledCrops evaluationSample() {
        cost.startOther();
        int enough = Math.max(ENOUGH_CROPS, context.settings().minHeldOut());
        int most = Math.min(enough, cost.affordable(2 * (EVALUATIONS - evaluations)));
        if (most < MIN_CROPS) {
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

    RetrainingForecast forecast() {
        return forecast;
    }

    /** Returns device-busy seconds until the decision. */
    double remainingSeconds() {
        int ranked = context.camera().keepsExemplars() ? labels.training().count() : 0;
        return cost.remainingSeconds(2 * labels.heldOut().count() + ranked);
    }

    @Override
    public void close() {
        training.close();
    }
}
