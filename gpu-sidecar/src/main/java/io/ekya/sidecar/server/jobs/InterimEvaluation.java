/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.learn.Classifier;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.learn.PromotionGate;
import io.ekya.sidecar.api.RetrainCorrection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Evaluates a student in training and the serving student on the same held-out labels. A student in
 * training that is more accurate by a margin can serve as a checkpoint; one that deviates from the
 * forecast causes a correction.
 */
final class InterimEvaluation implements Stage {
    private final RetrainingRun run;
    private final int index;
    private final LabelledCrops sample;
    private final ModelFile student;
    private final Classifier serving;
    private final Evaluation servingEvaluation;
    private final Evaluation evaluation;
    private boolean servingIsEvaluated;

    /**
     * @param index number of the evaluation, from 0
     */
    InterimEvaluation(RetrainingRun run, int index, LabelledCrops sample) {
        this.run = run;
        this.index = index;
        this.sample = sample;
        RetrainingContext context = run.context();
        this.student = context.camera().student();
        this.serving = context.learner().open(student);
        this.servingEvaluation = new Evaluation(serving, sample);
        this.evaluation = new Evaluation(run.training().current(), sample);
    }

    @Override
    public String name() {
        return "evaluate";
    }

    @Override
    public @Nullable Progress progress() {
        return run.progress();
    }

    @Override
    public Stage step() {
        Evaluation now = servingIsEvaluated ? evaluation : servingEvaluation;
        run.cost().startEvaluation(now.nextBatch());
        if (now.step()) {
            return this;
        }
        if (!servingIsEvaluated) {
            servingIsEvaluated = true;
            return this;
        }
        Stage next = evaluated();
        serving.close();
        return next;
    }

    private Evaluated evaluated() {
        RetrainingForecast.Revision revision = revision();
        EvaluationSettings settings = run.context().settings();
        PromotionGate.Decision decision =
                settings.gate()
                        .decide(
                                sample.labels(),
                                servingEvaluation.predictions(),
                                evaluation.predictions());
        Optional<Checkpoint> checkpoint =
                settings.isCheckpoint(decision)
                        ? Optional.of(checkpoint(decision, revision.after()))
                        : Optional.empty();
        if (revision.deviates() || checkpoint.isPresent()) {
            run.forecast().accept(revision);
        }
        return new Evaluated(run, checkpoint, correction(revision));
    }

    private Checkpoint checkpoint(PromotionGate.Decision decision, double expectedAccuracy) {
        FinalEvaluation.Candidate candidate = run.candidate(student);
        run.addCheckpoint(candidate.student().sha256());
        return new Checkpoint(
                candidate,
                decision,
                expectedAccuracy,
                "checkpoint after %d of %d mini-batches, %s"
                        .formatted(
                                run.training().stepsDone(),
                                run.training().stepsTotal(),
                                decision.reason()));
    }

    private RetrainingForecast.Revision revision() {
        TrainingCostMeter cost = run.cost();
        return run.forecast()
                .compare(
                        new RetrainingForecast.Observation(
                                index,
                                cost.samplesSeen(),
                                servingEvaluation.accuracy(),
                                evaluation.accuracy(),
                                cost.spentSeconds(),
                                run.remainingSeconds()));
    }

    private Optional<RetrainCorrection> correction(RetrainingForecast.Revision revision) {
        if (!revision.deviates()) {
            return Optional.empty();
        }
        return Optional.of(
                new RetrainCorrection(
                        run.context().request().configuration().id(),
                        run.training().epochsDone(),
                        evaluation.accuracy(),
                        sample.count(),
                        revision.before(),
                        revision.after(),
                        run.remainingSeconds(),
                        revision.reason()));
    }

    @Override
    public void close() {
        serving.close();
        run.close();
    }

    /**
     * A student that can serve while its training continues.
     *
     * @param expectedAccuracy of the student at the end of the training, 0..1
     * @param reason explanation for people
     */
    record Checkpoint(
            FinalEvaluation.Candidate candidate,
            PromotionGate.Decision decision,
            double expectedAccuracy,
            String reason) {}

    /**
     * The outcome; the training continues after it.
     *
     * @param checkpoint present if the student can serve
     * @param correction present if it deviates from the forecast
     */
    record Evaluated(
            RetrainingRun run,
            Optional<Checkpoint> checkpoint,
            Optional<RetrainCorrection> correction)
            implements Stage {
        @Override
        public String name() {
            return run.name();
        }

        @Override
        public @Nullable Progress progress() {
            return run.progress();
        }

        @Override
        public Stage step() {
            return run.step();
        }

        @Override
        public void close() {
            run.close();
        }
    }
}
