package io.ekya.sidecar.server.jobs;

import io.ekya.learn.Classifier;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.learn.PromotionGate;
import io.ekya.sidecar.api.RetrainCorrection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A look at a student in training: the student that serves and it answer the same held-out labels.
 * Where it is more accurate already by a margin, it may serve as a checkpoint; where it departs
 * from what was expected, that is corrected.
 */
final class InterimEvaluation implements Stage {
    private final RetrainingRun run;
    private final int look;
    private final LabelledCrops judged;
    private final ModelFile student;
    private final Classifier serving;
    private final Evaluation servingAnswers;
    private final Evaluation answers;
    private boolean servingIsJudged;

    /**
     * @param look which, from 0
     */
    InterimEvaluation(RetrainingRun run, int look, LabelledCrops judged) {
        this.run = run;
        this.look = look;
        this.judged = judged;
        RetrainingContext context = run.context();
        this.student = context.camera().student();
        this.serving = context.learner().open(student);
        this.servingAnswers = new Evaluation(serving, judged);
        this.answers = new Evaluation(run.training().current(), judged);
    }

    @Override
    public String name() {
        return "look";
    }

    @Override
    public @Nullable Progress progress() {
        return run.progress();
    }

    @Override
    public Stage step() {
        Evaluation now = servingIsJudged ? answers : servingAnswers;
        run.cost().judge(now.next());
        if (now.step()) {
            return this;
        }
        if (!servingIsJudged) {
            servingIsJudged = true;
            return this;
        }
        Stage looked = looked();
        serving.close();
        return looked;
    }

    private Looked looked() {
        RetrainingForecast.Revision revision = expected();
        EvaluationSettings settings = run.context().settings();
        PromotionGate.Decision decision =
                settings.gate()
                        .decide(judged.labels(), servingAnswers.answers(), answers.answers());
        Optional<Checkpoint> checkpoint =
                settings.isCheckpoint(decision)
                        ? Optional.of(checkpoint(decision, revision.after()))
                        : Optional.empty();
        if (revision.departs() || checkpoint.isPresent()) {
            run.expectation().accept(revision);
        }
        return new Looked(run, checkpoint, correction(revision));
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

    private RetrainingForecast.Revision expected() {
        TrainingCostMeter cost = run.cost();
        return run.expectation()
                .see(
                        new RetrainingForecast.Sight(
                                look,
                                cost.samplesSeen(),
                                servingAnswers.accuracy(),
                                answers.accuracy(),
                                cost.spentSeconds(),
                                run.remainingSeconds()));
    }

    private Optional<RetrainCorrection> correction(RetrainingForecast.Revision revision) {
        if (!revision.departs()) {
            return Optional.empty();
        }
        return Optional.of(
                new RetrainCorrection(
                        run.context().request().configuration().id(),
                        run.training().epochsDone(),
                        answers.accuracy(),
                        judged.count(),
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
     * A student that may serve although its training goes on.
     *
     * @param expectedAccuracy of the student at the end of the training, 0..1
     * @param reason in words
     */
    record Checkpoint(
            FinalEvaluation.Candidate candidate,
            PromotionGate.Decision decision,
            double expectedAccuracy,
            String reason) {}

    /**
     * What a look showed; the training goes on after it.
     *
     * @param checkpoint where the student may serve already
     * @param correction where it departs from what was expected
     */
    record Looked(
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
