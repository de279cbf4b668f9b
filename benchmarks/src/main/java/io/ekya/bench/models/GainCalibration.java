/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.models;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ekya.bench.models.GainFit.Observation;
import io.ekya.learn.BaseModels;
import io.ekya.learn.Classifier;
import io.ekya.learn.DjlLearner;
import io.ekya.learn.ExemplarMemory;
import io.ekya.learn.HeldOutSplit;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.learn.Training;
import io.ekya.learn.TrainingSet;
import io.ekya.profile.GainPrior;
import io.ekya.profile.InterimDepartures;
import io.ekya.profile.MicroProfileProtocol;
import io.ekya.profile.TrainingCosts.Cost;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Measures the gain of retraining a student ({@code ./ekya calibrate-gains}): on drifting synthetic
 * streets, students are micro-profiled and retrained in every window, with several numbers of
 * frozen blocks, fractions of the labels and epochs, and evaluated on true classes of the same
 * window. The fitted {@link GainPrior} and the relative costs are the prior of micro-profiles.
 */
public final class GainCalibration {
    private static final int BATCH = 16;
    private static final List<Integer> FROZEN = List.of(0, 3, 4);

    /** Retrainings: fraction of the labels, epochs. */
    private static final double[][] RUNS = {{0.25, 2}, {0.5, 3}, {1, 3}, {1, 9}};

    /** Index of the run whose student serves in the next window. */
    private static final int NEXT = 2;

    private static final int NEXT_FROZEN = 3;

    private static final int EXEMPLARS = 200;

    /** Interim evaluations of a retraining, at a third and at two thirds. */
    private static final int INTERIM_EVALUATIONS = 2;

    private static final int INTERIM_CROPS = 64;
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final Learner learner = new DjlLearner();
    private final ExemplarMemory memory = new ExemplarMemory(EXEMPLARS);
    private final GainFit fit = new GainFit();
    private final Map<Integer, Spent> spent = new TreeMap<>();
    private final List<InterimResult> interimResults = new ArrayList<>();
    private final int windows;
    private final Consumer<String> progress;

    /** CPU time of trainings with one number of frozen blocks. */
    private static final class Spent {
        double firstNanos;
        double firstCrops;
        double laterNanos;
        double laterCrops;

        void add(boolean first, long nanos) {
            if (first) {
                firstNanos += nanos;
            } else {
                laterNanos += nanos;
            }
        }

        Cost cost(int frozenBlocks) {
            return new Cost(
                    frozenBlocks, firstNanos / firstCrops / 1e6, laterNanos / laterCrops / 1e6);
        }
    }

    /** Error rate (0..1) during a training. */
    private record Point(double samplesSeen, double errors) {}

    /**
     * An interim evaluation and the final result of a training.
     *
     * @param number of the evaluation, from 0
     * @param serving error rate of the serving student on the same labels, 0..1
     * @param interim samples so far and error rate
     * @param run points of the micro-profile's run
     * @param reached final result
     */
    private record InterimResult(
            int number, double serving, Point interim, List<Observation> run, Observation reached) {

        void addTo(InterimFit fit, GainPrior prior) {
            int frozen = reached.frozenBlocks();
            double samples = reached.samplesSeen();
            double planned =
                    prior.errors(
                            frozen,
                            reached.startErrors(),
                            samples,
                            GainFit.departure(run, prior),
                            0);
            double expected =
                    prior.interimErrors(frozen, serving, planned, interim.samplesSeen(), samples);
            double departure = Math.log(GainPrior.bounded(interim.errors()) / expected);
            fit.add(departure, planned, reached.errors());
        }
    }

    private GainCalibration(int windows, Consumer<String> progress) {
        this.windows = windows;
        this.progress = progress;
    }

    /**
     * Measures and writes {@code gains.json}; takes about 20 seconds of one core per window.
     *
     * @param seed of the first street; the others have consecutive seeds
     * @param streets number of streets, from 1
     * @param windows of each street, from 2
     * @param progress receives lines of progress
     */
    public static void run(
            Path folder, long seed, int streets, int windows, Consumer<String> progress)
            throws IOException {
        GainCalibration calibration = new GainCalibration(windows, progress);
        try (Classifier teacher = calibration.learner.open(BaseModels.teacher())) {
            for (int s = 0; s < streets; s++) {
                try (StreetWindows street = new StreetWindows(seed + s, windows, teacher)) {
                    calibration.street(seed + s, street);
                }
            }
        }
        String command =
                "./ekya calibrate-gains --seed %d --streets %d --windows %d"
                        .formatted(seed, streets, windows);
        Files.createDirectories(folder);
        write(folder.resolve(BaseModels.GAINS), command, calibration);
    }

    private void street(long seed, StreetWindows street) {
        ModelFile student = BaseModels.student();
        LabelledCrops exemplars = LabelledCrops.empty(student.architecture().side());
        Map<Integer, Observation> before = new HashMap<>();
        for (int w = 0; w < windows; w++) {
            StreetWindows.Window window = street.next();
            HeldOutSplit split = HeldOutSplit.of(window.labels());
            double start = 1 - accuracy(student, split.heldOut());
            ModelFile next = student;
            Map<Integer, Observation> reached = new HashMap<>();
            for (int frozen : FROZEN) {
                List<Observation> run = microRun(student, split, exemplars, frozen, start, w);
                run.forEach(fit::add);
                for (int r = 0; r < RUNS.length; r++) {
                    LabelledCrops data = TrainingSet.of(split.training(), exemplars, RUNS[r][0], w);
                    int epochs = (int) RUNS[r][1];
                    LabelledCrops evaluated = sample(split.heldOut(), INTERIM_CROPS, w);
                    List<Point> interim = new ArrayList<>();
                    ModelFile trained = train(student, data, epochs, frozen, w, evaluated, interim);
                    double samples = (double) epochs * data.count();
                    double errors = 1 - accuracy(trained, window.truth());
                    Observation end = new Observation(frozen, start, samples, errors);
                    fit.add(end, run, before.get(frozen));
                    double serving = 1 - accuracy(student, evaluated);
                    for (int i = 0; i < INTERIM_EVALUATIONS; i++) {
                        interimResults.add(new InterimResult(i, serving, interim.get(i), run, end));
                    }
                    if (r == NEXT) {
                        double held = 1 - accuracy(trained, split.heldOut());
                        reached.put(frozen, new Observation(frozen, start, samples, held));
                        next = frozen == NEXT_FROZEN && held < start ? trained : next;
                    }
                    report(seed, w, frozen, samples, start, errors);
                }
            }
            before = reached;
            try (Classifier serving = learner.open(next)) {
                exemplars = memory.update(exemplars, split.training(), serving);
            }
            student = next;
        }
    }

    private void report(
            long seed, int window, int frozen, double samples, double start, double errors) {
        progress.accept(
                String.format(
                        Locale.ROOT,
                        "street %d, window %d: %d frozen, %.0f samples: error rate %.3f, "
                                + "before %.3f",
                        seed,
                        window,
                        frozen,
                        samples,
                        errors,
                        start));
    }

    private List<Observation> microRun(
            ModelFile student,
            HeldOutSplit split,
            LabelledCrops exemplars,
            int frozen,
            double start,
            int window) {
        double part =
                Math.min(
                        1,
                        MicroProfileProtocol.MIN_SAMPLE_CROPS
                                / (double) Math.max(1, split.training().count()));
        LabelledCrops sample = TrainingSet.of(split.training(), exemplars, part, window);
        LabelledCrops evaluated =
                sample(split.heldOut(), MicroProfileProtocol.MAX_EVALUATED_CROPS, window);
        int last =
                MicroProfileProtocol.EVALUATED_EPOCHS.get(
                        MicroProfileProtocol.EVALUATED_EPOCHS.size() - 1);
        List<Observation> points = new ArrayList<>();
        try (Training training =
                learner.train(student, sample, configuration(last, frozen), window)) {
            while (training.step()) {
                int epochs = training.epochsDone();
                if (MicroProfileProtocol.EVALUATED_EPOCHS.indexOf(epochs) == points.size()) {
                    double errors = 1 - training.current().accuracy(evaluated);
                    double samples = (double) epochs * sample.count();
                    points.add(new Observation(frozen, start, samples, errors));
                }
            }
        }
        return points;
    }

    private static LabelledCrops sample(LabelledCrops of, int count, long seed) {
        return TrainingSet.fraction(of, Math.min(1, count / (double) of.count()), seed);
    }

    private static RetrainingConfiguration configuration(int epochs, int frozen) {
        return new RetrainingConfiguration("gain", epochs, BATCH, 0, frozen, 1);
    }

    private ModelFile train(
            ModelFile start,
            LabelledCrops data,
            int epochs,
            int frozen,
            long seed,
            LabelledCrops evaluated,
            List<Point> interim) {
        Spent sum = spent.computeIfAbsent(frozen, f -> new Spent());
        try (Training training = learner.train(start, data, configuration(epochs, frozen), seed)) {
            while (training.stepsDone() < training.stepsTotal()) {
                if (isInterimDue(training, interim.size())) {
                    double samples =
                            (double) epochs
                                    * data.count()
                                    * training.stepsDone()
                                    / training.stepsTotal();
                    double errors = 1 - training.current().accuracy(evaluated);
                    interim.add(new Point(samples, errors));
                }
                boolean first = training.epochsDone() == 0;
                long begin = THREADS.getCurrentThreadCpuTime();
                training.step();
                sum.add(first, THREADS.getCurrentThreadCpuTime() - begin);
            }
            sum.firstCrops += data.count();
            sum.laterCrops += (epochs - 1.0) * data.count();
            return training.snapshot();
        }
    }

    private static boolean isInterimDue(Training training, int done) {
        return done < INTERIM_EVALUATIONS
                && training.stepsDone() * (INTERIM_EVALUATIONS + 1L)
                        >= (done + 1L) * training.stepsTotal();
    }

    private double accuracy(ModelFile model, LabelledCrops data) {
        try (Classifier classifier = learner.open(model)) {
            return classifier.accuracy(data);
        }
    }

    private static void write(Path file, String command, GainCalibration calibration)
            throws IOException {
        GainPrior prior = calibration.fit.fit();
        ObjectMapper json = new ObjectMapper();
        ObjectNode about = json.createObjectNode();
        about.put("command", command);
        about.put("student", BaseModels.student().sha256());
        about.put(
                "about",
                "how the error rate falls with retraining: see " + "io.ekya.profile.GainPrior");
        about.put("departureWeight", rounded(prior.departureWeight()));
        about.put("historyWeight", rounded(prior.historyWeight()));
        about.put("residual", rounded(prior.residual()));
        ArrayNode weights = about.putArray("weights");
        for (GainPrior.Weights w : prior.weights()) {
            weights.addObject()
                    .put("frozenBlocks", w.frozenBlocks())
                    .put("constant", rounded(w.constant()))
                    .put("start", rounded(w.start()))
                    .put("samples", rounded(w.samples()))
                    .put("beyond", rounded(w.beyond()));
        }
        ArrayNode looks = about.putArray("looks");
        for (int i = 0; i < INTERIM_EVALUATIONS; i++) {
            looks.add(calibration.interim(i, prior, json));
        }
        about.put("unit", "costs: CPU milliseconds per crop on the machine that measured them");
        ArrayNode costs = about.putArray("costs");
        calibration.spent.forEach(
                (frozen, sum) -> {
                    Cost cost = sum.cost(frozen);
                    costs.addObject()
                            .put("frozenBlocks", frozen)
                            .put("firstEpoch", rounded(cost.firstEpoch()))
                            .put("laterEpochs", rounded(cost.laterEpochs()));
                });
        String text = json.writerWithDefaultPrettyPrinter().writeValueAsString(about);
        Files.writeString(file, text + "\n");
    }

    private ObjectNode interim(int number, GainPrior prior, ObjectMapper json) {
        InterimFit interim = new InterimFit();
        interimResults.stream()
                .filter(s -> s.number() == number)
                .forEach(s -> s.addTo(interim, prior));
        InterimDepartures fitted = interim.fit();
        return json.createObjectNode()
                .put("shift", rounded(fitted.shift()))
                .put("lasts", rounded(fitted.persistence()))
                .put("plannedError", rounded(interim.plannedError()))
                .put("correctedError", rounded(interim.correctedError(fitted)));
    }

    private static double rounded(double value) {
        return Math.round(10_000 * value) / 10_000.0;
    }
}
