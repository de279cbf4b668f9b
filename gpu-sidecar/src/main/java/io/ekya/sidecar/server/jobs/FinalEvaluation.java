/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.learn.Classifier;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.learn.PromotionGate;
import org.jspecify.annotations.Nullable;

/**
 * The end of a retraining: evaluates the serving and the new student on labels that neither was
 * trained on, selects exemplars, and decides about the promotion.
 */
final class FinalEvaluation {
    private final RetrainingContext context;
    private final LabelledCrops training;
    private final ModelFile serving;
    private final Candidate fresh;
    private final LabelledCrops heldOut;

    /**
     * The student of a retraining.
     *
     * @param parent sha256 of the student it was trained from
     */
    record Candidate(ModelFile student, String parent) {}

    /**
     * @param training labels that were trained on
     * @param heldOut labels for the evaluation
     */
    FinalEvaluation(
            RetrainingContext context,
            LabelledCrops training,
            ModelFile serving,
            Candidate fresh,
            LabelledCrops heldOut) {
        this.context = context;
        this.training = training;
        this.serving = serving;
        this.fresh = fresh;
        this.heldOut = heldOut;
    }

    Stage first() {
        return new EvaluateServing();
    }

    private final class EvaluateServing implements Stage {
        private final Classifier student = context.learner().open(serving);
        private final Evaluation evaluation = new Evaluation(student, heldOut);

        @Override
        public String name() {
            return "evaluate";
        }

        @Override
        public Stage step() {
            if (evaluation.step()) {
                return this;
            }
            close();
            return new EvaluateNew(evaluation.predictions());
        }

        @Override
        public void close() {
            student.close();
        }
    }

    private final class EvaluateNew implements Stage {
        private final int[] servingPredictions;
        private final Classifier student = context.learner().open(fresh.student());
        private final Evaluation evaluation = new Evaluation(student, heldOut);
        private @Nullable LabelledCrops exemplars;

        EvaluateNew(int[] servingPredictions) {
            this.servingPredictions = servingPredictions;
        }

        @Override
        public String name() {
            return "evaluate";
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
                    gate.decide(heldOut.labels(), servingPredictions, evaluation.predictions()),
                    exemplars);
        }

        private LabelledCrops exemplars() {
            int side = training.crops().side();
            return context.settings().exemplars() == 0
                    ? LabelledCrops.empty(side)
                    : context.settings()
                            .memory()
                            .update(context.camera().exemplars(side), training, student);
        }

        @Override
        public void close() {
            student.close();
        }
    }

    /**
     * The decision.
     *
     * @param exemplars updated exemplar memory; empty if none is retained
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
