package io.ekya.sidecar.job;

import io.ekya.learn.RetrainingConfiguration;
import io.ekya.learn.TrainingSet;
import io.ekya.profile.LearningCurve;
import io.ekya.sidecar.client.ProfileResult.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * From what a micro-profile measured to what each configuration would cost and reach (Ekya, NSDI
 * '22, section 4.3). A configuration's accuracy is its run's learning curve at the samples it would
 * see, blended with what this camera's last window said where the run was short, and never far
 * below the student it starts from. Configurations whose run was not reached take the last window's
 * word, else the mean of the curves there are; where nothing is known they are left out.
 */
final class ProfileEstimate {
    /** Points on its curve from which a run is trusted as much as it ever is. */
    private static final int LONG_RUN = 3;

    /** How far below its start a retraining on fresh labels is expected at the worst. */
    private static final double WORST_LOSS = 0.05;

    private static final double MOST_TRUST = 0.75;
    private static final double HIGHEST = 0.98;

    private final double startAccuracy;
    private final int trainable;
    private final int exemplars;
    private final double judgeSeconds;
    private final Map<Hyperparameters, Measured> runs;
    private final History history;

    /**
     * Collects what is known.
     *
     * @param startAccuracy of the serving student, 0..1
     * @param trainable crops of the window that may be trained on
     * @param exemplars crops in the memory
     * @param judgeSeconds device-busy seconds of comparing two students at the end
     */
    ProfileEstimate(
            double startAccuracy,
            int trainable,
            int exemplars,
            double judgeSeconds,
            Map<Hyperparameters, Measured> runs,
            History history) {
        this.startAccuracy = startAccuracy;
        this.trainable = trainable;
        this.exemplars = exemplars;
        this.judgeSeconds = judgeSeconds;
        this.runs = runs;
        this.history = history;
    }

    List<Option> options(List<RetrainingConfiguration> configurations) {
        Map<Hyperparameters, LearningCurve> curves = curves();
        List<Option> options = new ArrayList<>();
        for (RetrainingConfiguration c : configurations) {
            OptionalDouble accuracy = accuracy(c, curves);
            OptionalDouble seconds = seconds(c);
            if (accuracy.isPresent() && seconds.isPresent()) {
                options.add(
                        new Option(c.id(), seconds.getAsDouble(), bounded(accuracy.getAsDouble())));
            }
        }
        return options;
    }

    private Map<Hyperparameters, LearningCurve> curves() {
        double most = trainingSize(1.0);
        double ceiling = ceiling();
        Map<Hyperparameters, LearningCurve> curves = new HashMap<>();
        runs.forEach(
                (key, run) -> {
                    double[] x = new double[run.points() + 1];
                    double[] accuracy = new double[run.points() + 1];
                    accuracy[0] = startAccuracy;
                    for (int i = 0; i < run.points(); i++) {
                        x[i + 1] = run.samplesSeen()[i] / most;
                        accuracy[i + 1] = run.accuracy()[i];
                    }
                    curves.put(key, LearningCurve.fit(x, accuracy, ceiling));
                });
        return curves;
    }

    /** Half way from the best ever seen to perfection: few epochs say too little about limits. */
    private double ceiling() {
        double best = Math.max(startAccuracy, history.best());
        for (Measured run : runs.values()) {
            best = Math.max(best, run.best());
        }
        return Math.min(HIGHEST, best + (1 - best) / 2);
    }

    private OptionalDouble accuracy(
            RetrainingConfiguration c, Map<Hyperparameters, LearningCurve> curves) {
        double x = c.epochs() * trainingSize(c.dataFraction()) / trainingSize(1.0);
        Optional<Double> prior =
                Optional.ofNullable(history.options().get(c.id()))
                        .map(o -> Math.max(o.accuracy(), startAccuracy - WORST_LOSS));
        LearningCurve own = curves.get(Hyperparameters.of(c));
        if (own != null) {
            double measured = own.at(x);
            Measured run = runs.get(Hyperparameters.of(c));
            int points = run == null ? 0 : run.points();
            double trust = MOST_TRUST * Math.min(1, points / (double) LONG_RUN);
            return OptionalDouble.of(
                    prior.map(p -> trust * measured + (1 - trust) * p).orElse(measured));
        }
        if (prior.isPresent()) {
            return OptionalDouble.of(prior.get());
        }
        return curves.values().stream().mapToDouble(curve -> curve.at(x)).average();
    }

    private OptionalDouble seconds(RetrainingConfiguration c) {
        int crops = (int) trainingSize(c.dataFraction());
        Measured own = runs.get(Hyperparameters.of(c));
        if (own != null) {
            return OptionalDouble.of(own.seconds(c.epochs(), crops) + judgeSeconds);
        }
        Option before = history.options().get(c.id());
        if (before != null) {
            return OptionalDouble.of(before.gpuSeconds());
        }
        return runs.values().stream()
                .mapToDouble(run -> run.seconds(c.epochs(), crops) + judgeSeconds)
                .max();
    }

    private double trainingSize(double fraction) {
        return trainingSize(trainable, exemplars, fraction);
    }

    /** How many crops {@link TrainingSet} makes of a window's and the memory's. */
    static double trainingSize(int trainable, int exemplars, double fraction) {
        long fresh = Math.max(1, Math.round(fraction * trainable));
        double share = TrainingSet.EXEMPLAR_SHARE;
        return fresh + Math.min(exemplars, Math.floor(fresh * share / (1 - share)));
    }

    private static double bounded(double accuracy) {
        return Math.max(0, Math.min(HIGHEST, accuracy));
    }
}
