package io.ekya.sidecar.server.jobs;

import io.ekya.learn.Classifier;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.learn.PromotionGate;
import org.jspecify.annotations.Nullable;

/**
 * The end of a retraining: the serving and the new student answer labels that neither was trained
 * on; the exemplars to remember are chosen; the gate decides.
 */
final class FinalEvaluation {
    private final RetrainingContext context;
    private final LabelledCrops trained;
    private final ModelFile serving;
    private final Candidate fresh;
    private final LabelledCrops judged;

    /**
     * A student that a retraining has made.
     *
     * @param parent sha256 of the student it was trained from
     */
    record Candidate(ModelFile student, String parent) {}

    /**
     * Begins it.
     *
     * @param trained the window's labels that were trained on
     * @param judged labels that were not
     */
    FinalEvaluation(
            RetrainingContext context,
            LabelledCrops trained,
            ModelFile serving,
            Candidate fresh,
            LabelledCrops judged) {
        this.context = context;
        this.trained = trained;
        this.serving = serving;
        this.fresh = fresh;
        this.judged = judged;
    }

    Stage begin() {
        return new JudgeServing();
    }

    private final class JudgeServing implements Stage {
        private final Classifier student = context.learner().open(serving);
        private final Evaluation evaluation = new Evaluation(student, judged);

        @Override
        public String name() {
            return "judge";
        }

        @Override
        public Stage step() {
            if (evaluation.step()) {
                return this;
            }
            close();
            return new JudgeFresh(evaluation.answers());
        }

        @Override
        public void close() {
            student.close();
        }
    }

    private final class JudgeFresh implements Stage {
        private final int[] servingAnswers;
        private final Classifier student = context.learner().open(fresh.student());
        private final Evaluation evaluation = new Evaluation(student, judged);
        private @Nullable LabelledCrops exemplars;

        JudgeFresh(int[] servingAnswers) {
            this.servingAnswers = servingAnswers;
        }

        @Override
        public String name() {
            return "judge";
        }

        @Override
        public Stage step() {
            if (evaluation.step()) {
                return this;
            }
            if (exemplars == null) {
                exemplars = exemplars();
                return this;
            }
            close();
            PromotionGate gate = context.settings().gate();
            return new Decided(
                    fresh,
                    gate.decide(judged.labels(), servingAnswers, evaluation.answers()),
                    exemplars);
        }

        private LabelledCrops exemplars() {
            int side = trained.crops().side();
            return context.settings().exemplars() == 0
                    ? LabelledCrops.empty(side)
                    : context.settings()
                            .memory()
                            .update(context.camera().exemplars(side), trained, student);
        }

        @Override
        public void close() {
            student.close();
        }
    }

    /**
     * The end of it.
     *
     * @param exemplars the memory with what was trained on; empty where none is kept
     */
    record Decided(Candidate fresh, PromotionGate.Decision decision, LabelledCrops exemplars)
            implements Stage {
        @Override
        public String name() {
            return "decided";
        }

        @Override
        public Stage step() {
            return this;
        }

        @Override
        public boolean last() {
            return true;
        }
    }
}
