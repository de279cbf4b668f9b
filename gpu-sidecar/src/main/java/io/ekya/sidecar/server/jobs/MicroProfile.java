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
 * The parts of a micro-profile: the serving student answers the held-out labels; then each set of
 * hyperparameters, the most promising first, trains for few epochs on a small uniform sample and is
 * judged now and then, until its part of the budget is spent (Ekya, NSDI '22, section 4.3). What
 * one leaves over the next ones may use; the budget as a whole is passed by one mini-batch at most.
 */
final class MicroProfile {
    private static final double SAMPLE = 0.05;
    private static final int LEAST_CROPS = MicroProfileProtocol.MIN_SAMPLE_CROPS;
    private static final int MOST_EPOCHS = MicroProfileProtocol.MAX_EPOCHS;

    /** Runs are judged by so many held-out labels; more would cost more than the training does. */
    private static final int MOST_JUDGED = MicroProfileProtocol.MAX_EVALUATED_CROPS;

    /** The serving student is judged by so many: a hundred more would tell a point more. */
    private static final int MOST_JUDGED_SERVING = 256;

    private static final GainPrior GAINS = BaseModels.gains();
    private static final TrainingCosts COSTS = BaseModels.costs();

    private final ProfileRequest request;
    private final CameraData camera;
    private final Learner learner;
    private final ProfileHistory history;
    private final BusyMeter meter;
    private final BusyMeter.Tally judging = new BusyMeter.Tally();
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
            meter.begin(new BusyMeter.Tally());
            ModelFile student = camera.student();
            Optional<HeldOutSplit> labels = camera.window(request.window());
            if (labels.isEmpty() || labels.get().heldOut().count() == 0) {
                return new Profiled(result(student, knownAccuracy(), List.of(), history.dropped()));
            }
            return new JudgeServing(labels.get(), student);
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
                dropped);
    }

    private final class JudgeServing implements Stage {
        private final HeldOutSplit labels;
        private final ModelFile student;
        private final Classifier classifier;
        private final Evaluation evaluation;

        JudgeServing(HeldOutSplit labels, ModelFile student) {
            this.labels = labels;
            this.student = student;
            this.classifier = learner.open(student);
            this.evaluation =
                    new Evaluation(classifier, atMost(MOST_JUDGED_SERVING, labels.heldOut()));
        }

        @Override
        public String name() {
            return "judge";
        }

        @Override
        public Stage step() {
            meter.begin(judging);
            if (evaluation.step()) {
                return this;
            }
            judging.addCrops(evaluation.count());
            close();
            LabelledCrops exemplars = camera.exemplars(labels.training().crops().side());
            double fraction =
                    Math.min(1, Math.max(SAMPLE, LEAST_CROPS / (double) trainable(labels)));
            LabelledCrops sample =
                    TrainingSet.of(labels.training(), exemplars, fraction, request.window());
            LabelledCrops judged = atMost(MOST_JUDGED, labels.heldOut());
            Setting setting =
                    new Setting(
                            labels,
                            student,
                            evaluation.accuracy(),
                            sample,
                            judged,
                            exemplars.count(),
                            Pruning.stillDropped(
                                    history.dropped(),
                                    request.window(),
                                    history.accuracy() == null
                                            ? evaluation.accuracy()
                                            : history.accuracy(),
                                    evaluation.accuracy()));
            return next(setting, bestFirst(setting));
        }

        @Override
        public void close() {
            classifier.close();
        }
    }

    /** A uniform sample where there are more. */
    private LabelledCrops atMost(int most, LabelledCrops labels) {
        double fraction = Math.min(1, most / (double) Math.max(1, labels.count()));
        return TrainingSet.fraction(labels, fraction, request.window());
    }

    private static int trainable(HeldOutSplit labels) {
        return Math.max(1, labels.training().count());
    }

    /** What all runs share. */
    private record Setting(
            HeldOutSplit labels,
            ModelFile student,
            double accuracy,
            LabelledCrops sample,
            LabelledCrops judged,
            int exemplars,
            Map<String, Long> dropped) {}

    /** Sets of hyperparameters by the best accuracy that the last window saw in them. */
    private List<Hyperparameters> bestFirst(Setting setting) {
        Map<Hyperparameters, Double> promise = new LinkedHashMap<>();
        for (RetrainingConfiguration c : tried(setting)) {
            Option before = history.options().get(c.id());
            promise.merge(Hyperparameters.of(c), before == null ? 0 : before.accuracy(), Math::max);
        }
        return promise.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(Map.Entry::getKey)
                .toList();
    }

    private List<RetrainingConfiguration> tried(Setting setting) {
        return request.configurations().stream()
                .filter(c -> !setting.dropped.containsKey(c.id()))
                .toList();
    }

    private int epochs(Hyperparameters key) {
        return request.configurations().stream()
                .filter(c -> Hyperparameters.of(c).equals(key))
                .mapToInt(RetrainingConfiguration::epochs)
                .map(e -> Math.min(MOST_EPOCHS, e))
                .max()
                .orElse(MOST_EPOCHS);
    }

    private double budgetLeft() {
        return request.budgetSeconds() - meter.seconds();
    }

    private Stage next(Setting setting, List<Hyperparameters> left) {
        boolean trainable = setting.labels.training().count() > 1;
        if (left.isEmpty() || !trainable || budgetLeft() <= 0) {
            List<Option> options = estimate(setting);
            return new Profiled(
                    result(setting.student, setting.accuracy, options, dropped(setting, options)));
        }
        return new Run(setting, left.get(0), left.subList(1, left.size()));
    }

    private List<Option> estimate(Setting s) {
        double judge = 2 * s.labels.heldOut().count() * judging.secondsPerCrop();
        return new ProfileEstimator(
                        s.accuracy,
                        trainable(s.labels),
                        s.exemplars,
                        judge,
                        runs,
                        history,
                        GAINS,
                        COSTS)
                .options(tried(s));
    }

    private Map<String, Long> dropped(Setting s, List<Option> options) {
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
        private final Setting setting;
        private final Hyperparameters key;
        private final List<Hyperparameters> left;
        private final Training training;
        private final BusyMeter.Tally first = new BusyMeter.Tally();
        private final BusyMeter.Tally later = new BusyMeter.Tally();
        private final List<Double> samplesSeen = new ArrayList<>();
        private final List<Double> accuracies = new ArrayList<>();
        private final double until;
        private int judged;
        private Evaluation evaluation;

        Run(Setting setting, Hyperparameters key, List<Hyperparameters> left) {
            this.setting = setting;
            this.key = key;
            this.left = left;
            this.until = meter.seconds() + budgetLeft() / (1 + left.size());
            this.training =
                    learner.train(
                            setting.student,
                            setting.sample,
                            key.run(epochs(key)),
                            request.window());
            this.evaluation = new Evaluation(training.current(), setting.judged);
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
            if (budgetLeft() <= 0 || (!accuracies.isEmpty() && meter.seconds() >= until)) {
                return done();
            }
            return toJudge() ? judge() : train();
        }

        /**
         * After the first, the third and the last epoch: judging costs as much as training does.
         */
        private boolean toJudge() {
            int epochs = training.epochsDone();
            boolean last = training.stepsDone() == training.stepsTotal();
            return epochs > judged && (epochs % 2 == 1 || last);
        }

        private Stage train() {
            BusyMeter.Tally tally = training.epochsDone() == 0 ? first : later;
            meter.begin(tally);
            if (!training.step()) {
                return done();
            }
            tally.addCrops(epochs(key) * (double) setting.sample.count() / training.stepsTotal());
            return this;
        }

        private Stage judge() {
            meter.begin(judging);
            if (!evaluation.step()) {
                judging.addCrops(evaluation.count());
                judged = training.epochsDone();
                samplesSeen.add((double) judged * setting.sample.count());
                accuracies.add(evaluation.accuracy());
                evaluation = new Evaluation(training.current(), setting.judged);
            }
            return this;
        }

        private Stage done() {
            meter.begin(new BusyMeter.Tally());
            if (!accuracies.isEmpty()) {
                runs.put(key, measured());
            }
            close();
            return next(setting, left);
        }

        private ProfileRun measured() {
            double firstSeconds = first.secondsPerCrop();
            return new ProfileRun(
                    samplesSeen.stream().mapToDouble(Double::doubleValue).toArray(),
                    accuracies.stream().mapToDouble(Double::doubleValue).toArray(),
                    firstSeconds,
                    later.isEmpty()
                            ? firstSeconds * COSTS.laterToFirst(key.frozenBlocks())
                            : later.secondsPerCrop());
        }

        @Override
        public void close() {
            training.close();
        }
    }

    /** The end of it. */
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
