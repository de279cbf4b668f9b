package io.ekya.sidecar.job;

import io.ekya.learn.Classifier;
import io.ekya.learn.HeldOutSplit;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.learn.PromotionGate;
import io.ekya.learn.Training;
import io.ekya.learn.TrainingSet;
import io.ekya.sidecar.client.RetrainRequest;

/**
 * The parts of a retraining: train on the window's labels and exemplars; let the serving and the
 * new student answer labels that neither was trained on; bring the exemplar memory up to date;
 * decide.
 */
final class Retraining {
    private final RetrainRequest request;
    private final CameraData camera;
    private final Learner learner;
    private final JobSettings settings;

    Retraining(RetrainRequest request, CameraData camera, Learner learner, JobSettings settings) {
        this.request = request;
        this.camera = camera;
        this.learner = learner;
        this.settings = settings;
    }

    Stage begin() {
        return new Prepare();
    }

    private final class Prepare implements Stage {
        @Override
        public String name() {
            return "prepare";
        }

        @Override
        public Stage step() {
            HeldOutSplit labels = camera.labels(request.window());
            ModelFile serving = camera.student();
            LabelledCrops data =
                    TrainingSet.of(
                            labels.training(),
                            camera.exemplars(labels.training().crops().side()),
                            request.configuration().dataFraction(),
                            request.window());
            long seed = request.camera().hashCode() * 31L + request.window();
            return new Train(
                    labels, serving, learner.train(serving, data, request.configuration(), seed));
        }
    }

    private final class Train implements Stage {
        private final HeldOutSplit labels;
        private final ModelFile serving;
        private final Training training;

        Train(HeldOutSplit labels, ModelFile serving, Training training) {
            this.labels = labels;
            this.serving = serving;
            this.training = training;
        }

        @Override
        public String name() {
            return "train";
        }

        @Override
        public int[] progress() {
            return new int[] {training.stepsDone(), training.stepsTotal()};
        }

        @Override
        public Stage step() {
            if (training.step()) {
                return this;
            }
            ModelFile fresh = training.snapshot();
            close();
            LabelledCrops judged = camera.newestHeldOut(request.window(), labels.heldOut());
            return new JudgeServing(labels, serving, fresh, judged);
        }

        @Override
        public void close() {
            training.close();
        }
    }

    private final class JudgeServing implements Stage {
        private final HeldOutSplit labels;
        private final ModelFile serving;
        private final ModelFile fresh;
        private final LabelledCrops judged;
        private final Classifier student;
        private final Evaluation evaluation;

        JudgeServing(
                HeldOutSplit labels, ModelFile serving, ModelFile fresh, LabelledCrops judged) {
            this.labels = labels;
            this.serving = serving;
            this.fresh = fresh;
            this.judged = judged;
            this.student = learner.open(serving);
            this.evaluation = new Evaluation(student, judged);
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
            close();
            return new JudgeFresh(labels, serving, fresh, judged, evaluation.answers());
        }

        @Override
        public void close() {
            student.close();
        }
    }

    private final class JudgeFresh implements Stage {
        private final HeldOutSplit labels;
        private final ModelFile serving;
        private final ModelFile fresh;
        private final LabelledCrops judged;
        private final int[] servingAnswers;
        private final Classifier student;
        private final Evaluation evaluation;
        private boolean remembered;

        JudgeFresh(
                HeldOutSplit labels,
                ModelFile serving,
                ModelFile fresh,
                LabelledCrops judged,
                int[] servingAnswers) {
            this.labels = labels;
            this.serving = serving;
            this.fresh = fresh;
            this.judged = judged;
            this.servingAnswers = servingAnswers;
            this.student = learner.open(fresh);
            this.evaluation = new Evaluation(student, judged);
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
            if (!remembered && settings.exemplars() > 0) {
                remember();
                return this;
            }
            close();
            return new Decided(
                    serving,
                    fresh,
                    settings.gate().decide(judged.labels(), servingAnswers, evaluation.answers()));
        }

        private void remember() {
            LabelledCrops window = labels.training();
            LabelledCrops before = camera.exemplars(window.crops().side());
            camera.putExemplars(settings.memory().update(before, window, student));
            remembered = true;
        }

        @Override
        public void close() {
            student.close();
        }
    }

    /** The end of it: both students and what the gate says. */
    record Decided(ModelFile serving, ModelFile fresh, PromotionGate.Decision decision)
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
