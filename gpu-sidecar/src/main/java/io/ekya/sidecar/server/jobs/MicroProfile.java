/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.device.DeviceShare;
import io.ekya.learn.BaseModels;
import io.ekya.learn.Classifier;
import io.ekya.learn.HeldOutSplit;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.learn.Training;
import io.ekya.learn.TrainingSet;
import io.ekya.profile.GainPrior;
import io.ekya.profile.MicroProfileProtocol;
import io.ekya.profile.Pruning;
import io.ekya.profile.TrainingCosts;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.ProfileResult.Option;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stages of a micro-profile: evaluates the serving student on held-out labels; then each set of
 * hyperparameters, the most promising first, trains for a few epochs on a small uniform sample and
 * is evaluated, until its part of the budget is spent (Ekya, NSDI '22, section 4.3). Later sets can
 * use what earlier ones leave.
 *
 * <p>The budget is device-busy time of these trainings only. The serving student has to be
 * evaluated whatever that costs, so its evaluation is accounted for separately. The first set is
 * trained until its first evaluation even if the budget is too small for that, so that there is an
 * estimate on the slowest machine, too; otherwise the budget is exceeded by one mini-batch at most.
 */
final class MicroProfile {
    /** The serving student is evaluated on at most this many held-out labels. */
    private static final int MAX_SERVING_CROPS = 256;

    private static final GainPrior GAINS = BaseModels.gains();
    private static final TrainingCosts COSTS = BaseModels.costs();

    private final ProfileRequest request;
    private final CameraData camera;
    private final Learner learner;
    private final ProfileHistory history;
    private final BusyMeter meter;
    private final BusyMeter.Tally preparing = new BusyMeter.Tally();
    private final List<BusyMeter.Tally> judging = new ArrayList<>();
    private final Map<Hyperparameters, ProfileRun> runs = new LinkedHashMap<>();

    MicroProfile(
            ProfileRequest request,
            CameraData camera,
            Learner learner,
            ProfileHistory history,
            DeviceShare share) {
        this.request = request;
        this.camera = camera;
        this.learner = learner;
        this.history = history;
        this.meter = new BusyMeter(share::busyNanos);
    }

    Stage first() {
        return new Prepare();
    }

    private final class Prepare implements Stage {
        @Override
        public String name() {
            return "prepare";
        }

        @Override
        public Stage step() {
            meter.start(preparing);
            ModelFile student = camera.student();
            Optional<HeldOutSplit> labels = camera.window(request.window());
            if (labels.isEmpty() || labels.get().heldOut().count() == 0) {
                return new Profiled(result(student, knownAccuracy(), List.of(), history.dropped()));
            }
            return new EvaluateServing(labels.get(), student);
        }

        private @Nullable Double knownAccuracy() {
            return request.liveAccuracy() != null ? request.liveAccuracy() : history.accuracy();
        }
    }

    private ProfileResult result(
            ModelFile student,
            @Nullable Double accuracy,
            List<Option> options,
            Map<String, Long> dropped) {
        return new ProfileResult(
                request.closedAtMillis(),
                student.sha256(),
                accuracy,
                request.labels(),
                request.accuracyFactors(),
                options,
                meter.seconds(),
                servingSeconds(),
                dropped);
    }

    /** Returns device-busy seconds of judging the serving student, which no budget limits. */
    private double servingSeconds() {
        return preparing.seconds() + judging.stream().mapToDouble(BusyMeter.Tally::seconds).sum();
    }

    private final class EvaluateServing implements Stage {
        private final HeldOutSplit labels;
        private final ModelFile student;
        private final Classifier classifier;
        private final Evaluation evaluation;

        EvaluateServing(HeldOutSplit labels, ModelFile student) {
            this.labels = labels;
            this.student = student;
            this.classifier = learner.open(student);
            this.evaluation =
                    new Evaluation(classifier, atMost(MAX_SERVING_CROPS, labels.heldOut()));
        }

        @Override
        public String name() {
            return "evaluate";
        }

        @Override
        public Stage step() {
            BusyMeter.Tally miniBatch = new BusyMeter.Tally();
            miniBatch.addCrops(evaluation.nextBatch());
            judging.add(miniBatch);
            meter.start(miniBatch);
            if (evaluation.step()) {
                return this;
            }
            close();
            return new Choose(labels, student, evaluation.accuracy());
        }

        @Override
        public void close() {
            classifier.close();
        }
    }

    /** Draws the samples and orders the runs; a stage of its own, as its time is no evaluation. */
    private final class Choose implements Stage {
        private final HeldOutSplit labels;
        private final ModelFile student;
        private final double accuracy;

        Choose(HeldOutSplit labels, ModelFile student, double accuracy) {
            this.labels = labels;
            this.student = student;
            this.accuracy = accuracy;
        }

        @Override
        public String name() {
            return "profile";
        }

        @Override
        public Stage step() {
            meter.start(new BusyMeter.Tally());
            LabelledCrops exemplars = camera.exemplars(labels.training().crops().side());
            double fraction =
                    Math.min(
                            1,
                            Math.max(
                                    MicroProfileProtocol.SAMPLE_FRACTION,
                                    MicroProfileProtocol.MIN_SAMPLE_CROPS
                                            / (double) trainable(labels)));
            LabelledCrops sample =
                    TrainingSet.of(labels.training(), exemplars, fraction, request.window());
            LabelledCrops evaluationSample =
                    atMost(MicroProfileProtocol.MAX_EVALUATED_CROPS, labels.heldOut());
            Context context =
                    new Context(
                            labels,
                            student,
                            accuracy,
                            sample,
                            evaluationSample,
                            exemplars.count(),
                            Pruning.stillDropped(
                                    history.dropped(),
                                    request.window(),
                                    history.accuracy() == null ? accuracy : history.accuracy(),
                                    accuracy));
            return next(context, bestFirst(context));
        }
    }

    /** Returns a uniform sample if there are more labels. */
    private LabelledCrops atMost(int most, LabelledCrops labels) {
        double fraction = Math.min(1, most / (double) Math.max(1, labels.count()));
        return TrainingSet.fraction(labels, fraction, request.window());
    }

    private static int trainable(HeldOutSplit labels) {
        return Math.max(1, labels.training().count());
    }

    /** What all runs have in common. */
    private record Context(
            HeldOutSplit labels,
            ModelFile student,
            double accuracy,
            LabelledCrops sample,
            LabelledCrops evaluationSample,
            int exemplars,
            Map<String, Long> dropped) {}

    /** Returns sets of hyperparameters by the best accuracy expected in the last window. */
    private List<Hyperparameters> bestFirst(Context context) {
        Map<Hyperparameters, Double> best = new LinkedHashMap<>();
        for (RetrainingConfiguration c : profiled(context)) {
            Option previous = history.options().get(c.id());
            best.merge(
                    Hyperparameters.of(c), previous == null ? 0 : previous.accuracy(), Math::max);
        }
        return best.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<RetrainingConfiguration> profiled(Context context) {
        return request.configurations().stream()
                .filter(c -> !context.dropped.containsKey(c.id()))
                .toList();
    }

    private int epochs(Hyperparameters key) {
        return request.configurations().stream()
                .filter(c -> Hyperparameters.of(c).equals(key))
                .mapToInt(RetrainingConfiguration::epochs)
                .map(e -> Math.min(MicroProfileProtocol.MAX_EPOCHS, e))
                .max()
                .orElse(MicroProfileProtocol.MAX_EPOCHS);
    }

    private double budgetLeft() {
        return request.budgetSeconds() - (meter.seconds() - servingSeconds());
    }

    /** Returns whether a run was trained far enough to be evaluated. */
    private boolean isAnyEvaluated() {
        return runs.values().stream().anyMatch(run -> run.points() > 0);
    }

    private Stage next(Context context, List<Hyperparameters> left) {
        boolean trainable = context.labels.training().count() > 1;
        boolean isSpent = budgetLeft() <= 0 && isAnyEvaluated();
        if (left.isEmpty() || !trainable || isSpent) {
            List<Option> options = estimate(context);
            return new Profiled(
                    result(context.student, context.accuracy, options, dropped(context, options)));
        }
        return new Run(context, left.get(0), left.subList(1, left.size()));
    }

    private List<Option> estimate(Context s) {
        // two students are compared, and the features of the labels rank the exemplars
        int predicted =
                2 * s.labels.heldOut().count()
                        + (camera.keepsExemplars() ? trainable(s.labels) : 0);
        return new ProfileEstimator(
                        s.accuracy,
                        trainable(s.labels),
                        s.exemplars,
                        new ProfileEstimator.Predicting(BusyMeter.medianPace(judging), predicted),
                        runs,
                        history,
                        GAINS,
                        COSTS)
                .options(profiled(s));
    }

    private Map<String, Long> dropped(Context s, List<Option> options) {
        List<Pruning.Candidate> candidates =
                options.stream()
                        .map(
                                o ->
                                        new Pruning.Candidate(
                                                o.configuration(), o.gpuSeconds(), o.accuracy()))
                        .toList();
        return Pruning.update(s.dropped, request.window(), candidates);
    }

    private final class Run implements Stage {
        private final Context context;
        private final Hyperparameters key;
        private final List<Hyperparameters> left;
        private final Training training;
        private final BusyMeter.Tally evaluating = new BusyMeter.Tally();
        private final List<BusyMeter.Tally> first = new ArrayList<>();
        private final List<BusyMeter.Tally> later = new ArrayList<>();
        private final List<Double> samplesSeen = new ArrayList<>();
        private final List<Double> accuracies = new ArrayList<>();
        private final double untilSeconds;
        private int evaluatedEpochs;
        private Evaluation evaluation;

        Run(Context context, Hyperparameters key, List<Hyperparameters> left) {
            this.context = context;
            this.key = key;
            this.left = left;
            this.untilSeconds = meter.seconds() + budgetLeft() / (1 + left.size());
            this.training =
                    learner.train(
                            context.student,
                            context.sample,
                            key.run(epochs(key)),
                            request.window());
            this.evaluation = new Evaluation(training.current(), context.evaluationSample);
        }

        @Override
        public String name() {
            return "profile";
        }

        @Override
        public @Nullable Progress progress() {
            return new Progress(training.stepsDone(), training.stepsTotal());
        }

        @Override
        public Stage step() {
            return isOver() ? done() : isEvaluationDue() ? evaluate() : train();
        }

        private boolean isOver() {
            if (accuracies.isEmpty()) {
                return budgetLeft() <= 0 && isAnyEvaluated();
            }
            return budgetLeft() <= 0 || meter.seconds() >= untilSeconds;
        }

        /** After certain epochs and the last one. */
        private boolean isEvaluationDue() {
            int epochs = training.epochsDone();
            boolean last = training.stepsDone() == training.stepsTotal();
            return epochs > evaluatedEpochs
                    && (last || MicroProfileProtocol.EVALUATED_EPOCHS.contains(epochs));
        }

        private Stage train() {
            BusyMeter.Tally tally = new BusyMeter.Tally();
            boolean isFirst = training.epochsDone() == 0;
            meter.start(tally);
            if (!training.step()) {
                return done();
            }
            tally.addCrops(epochs(key) * (double) context.sample.count() / training.stepsTotal());
            (isFirst ? first : later).add(tally);
            return this;
        }

        private Stage evaluate() {
            meter.start(evaluating);
            if (!evaluation.step()) {
                evaluatedEpochs = training.epochsDone();
                samplesSeen.add((double) evaluatedEpochs * context.sample.count());
                accuracies.add(evaluation.accuracy());
                evaluation = new Evaluation(training.current(), context.evaluationSample);
            }
            return this;
        }

        private Stage done() {
            meter.start(new BusyMeter.Tally());
            if (!first.isEmpty()) {
                runs.put(
                        key,
                        ProfileRun.measured(
                                samplesSeen,
                                accuracies,
                                first,
                                later,
                                COSTS.laterToFirst(key.frozenBlocks())));
            }
            close();
            return next(context, left);
        }

        @Override
        public void close() {
            training.close();
        }
    }

    /** The last stage. */
    record Profiled(ProfileResult result) implements Stage {
        @Override
        public String name() {
            return "profiled";
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
