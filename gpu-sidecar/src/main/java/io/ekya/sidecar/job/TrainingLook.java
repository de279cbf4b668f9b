package io.ekya.sidecar.job;

import io.ekya.learn.Classifier;
import io.ekya.learn.LabelledCrops;
import io.ekya.sidecar.client.RetrainCorrection;
import java.util.Optional;

/**
 * A look at a student in training: the student that serves and it answer the same held-out labels,
 * and where it departs from what was expected, that is corrected.
 */
final class TrainingLook implements Stage {
    private final RetrainingRun run;
    private final LabelledCrops judged;
    private final Classifier serving;
    private final Evaluation servingAnswers;
    private final Evaluation answers;
    private boolean servingIsJudged;

    TrainingLook(RetrainingRun run, LabelledCrops judged) {
        this.run = run;
        this.judged = judged;
        RetrainingContext context = run.context();
        this.serving = context.learner().open(context.camera().student());
        this.servingAnswers = new Evaluation(serving, judged);
        this.answers = new Evaluation(run.training().current(), judged);
    }

    @Override
    public String name() {
        return "look";
    }

    @Override
    public int[] progress() {
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
        Stage looked = new Looked(run, correction(expected()));
        serving.close();
        return looked;
    }

    private Expectation.Revision expected() {
        TrainingCost cost = run.cost();
        return run.expectation()
                .see(
                        new Expectation.Sight(
                                cost.samplesSeen(),
                                servingAnswers.accuracy(),
                                answers.accuracy(),
                                judged.count(),
                                cost.spentSeconds(),
                                run.remainingSeconds()));
    }

    private Optional<RetrainCorrection> correction(Expectation.Revision revision) {
        if (!revision.departs()) {
            return Optional.empty();
        }
        run.expectation().accept(revision);
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
     * What a look showed; the training goes on after it.
     *
     * @param correction where it departs from what was expected
     */
    record Looked(RetrainingRun run, Optional<RetrainCorrection> correction) implements Stage {
        @Override
        public String name() {
            return run.name();
        }

        @Override
        public int[] progress() {
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
