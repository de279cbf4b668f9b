/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.learn.RetrainingConfiguration;
import io.ekya.learn.TrainingSet;
import io.ekya.profile.GainPrior;
import io.ekya.profile.LearningCurve;
import io.ekya.profile.TrainingCosts;
import io.ekya.sidecar.api.ProfileResult.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Estimates the cost and accuracy of each retraining configuration from a micro-profile (Ekya, NSDI
 * '22, section 4.3). Accuracy follows the configuration's own learning curve over the samples that
 * its run covered. Beyond them it follows {@link GainPrior}, shifted by how far this camera's runs
 * and its last retraining deviated from the prior. Configurations without a run are shifted by the
 * mean deviation of the others, and their costs are scaled with {@link TrainingCosts}. A run with a
 * single evaluation is too short for a curve, so that the prior answers alone. Without any run, the
 * costs are those of the last window, or are scaled from the evaluation of the serving student.
 */
final class ProfileEstimator {
    private static final double MAX_ACCURACY = 0.98;

    /** Evaluations from which a curve is fitted, besides the start accuracy. */
    private static final int MIN_POINTS = 2;

    private final double startAccuracy;
    private final int trainable;
    private final int exemplars;
    private final Predicting predicting;
    private final Map<Hyperparameters, ProfileRun> runs;
    private final ProfileHistory history;
    private final GainPrior prior;
    private final TrainingCosts costs;

    /**
     * The predictions at the end of a retraining, for its decision and its exemplars.
     *
     * @param secondsPerCrop device-busy seconds of a prediction, as measured on the serving student
     * @param crops number of predictions
     */
    record Predicting(double secondsPerCrop, int crops) {
        double seconds() {
            return secondsPerCrop * crops;
        }
    }

    /**
     * @param startAccuracy accuracy of the serving student, 0..1
     * @param trainable crops of the window available for training
     * @param exemplars crops in the memory
     * @param predicting the predictions at the end of a retraining
     */
    ProfileEstimator(
            double startAccuracy,
            int trainable,
            int exemplars,
            Predicting predicting,
            Map<Hyperparameters, ProfileRun> runs,
            ProfileHistory history,
            GainPrior prior,
            TrainingCosts costs) {
        this.startAccuracy = startAccuracy;
        this.trainable = trainable;
        this.exemplars = exemplars;
        this.predicting = predicting;
        this.runs = runs;
        this.history = history;
        this.prior = prior;
        this.costs = costs;
    }

    List<Option> options(List<RetrainingConfiguration> configurations) {
        List<Option> options = new ArrayList<>();
        for (RetrainingConfiguration c : configurations) {
            double accuracy = bounded(accuracy(c));
            options.add(new Option(c.id(), seconds(c), accuracy, prior.errorBar(1 - accuracy)));
        }
        return options;
    }

    private double accuracy(RetrainingConfiguration c) {
        Hyperparameters key = Hyperparameters.of(c);
        double samples = c.epochs() * trainingSize(c.dataFraction());
        double expected =
                1
                        - prior.errors(
                                key.frozenBlocks(),
                                1 - startAccuracy,
                                samples,
                                departure(key),
                                history.departure());
        ProfileRun own = runs.get(key);
        if (own == null || own.points() < MIN_POINTS) {
            return expected;
        }
        double measuredFraction = Math.min(1, own.samplesSeen()[own.points() - 1] / samples);
        return measuredFraction * curve(own).at(samples) + (1 - measuredFraction) * expected;
    }

    /**
     * Returns the mean of ln(measured / expected errors) in the run, or of all runs without one.
     */
    private double departure(Hyperparameters key) {
        ProfileRun own = runs.get(key);
        if (own != null && own.points() > 0) {
            return departure(key, own);
        }
        return runs.entrySet().stream()
                .filter(e -> e.getValue().points() > 0)
                .mapToDouble(e -> departure(e.getKey(), e.getValue()))
                .average()
                .orElse(0);
    }

    private double departure(Hyperparameters key, ProfileRun run) {
        double sum = 0;
        for (int i = 0; i < run.points(); i++) {
            double expected =
                    prior.errors(key.frozenBlocks(), 1 - startAccuracy, run.samplesSeen()[i]);
            sum += Math.log(GainPrior.bounded(1 - run.accuracy()[i]) / expected);
        }
        return sum / run.points();
    }

    private LearningCurve curve(ProfileRun run) {
        double[] x = new double[run.points() + 1];
        double[] accuracy = new double[run.points() + 1];
        accuracy[0] = startAccuracy;
        for (int i = 0; i < run.points(); i++) {
            x[i + 1] = run.samplesSeen()[i];
            accuracy[i + 1] = run.accuracy()[i];
        }
        return LearningCurve.fit(x, accuracy, MAX_ACCURACY);
    }

    /**
     * A run has few mini-batches, so that its speed is uncertain on a busy machine; the mean with
     * what is known from earlier windows is less so.
     */
    private double seconds(RetrainingConfiguration c) {
        Option previous = history.options().get(c.id());
        if (previous == null || previous.gpuSeconds() <= 0) {
            return measured(c);
        }
        return runs.isEmpty()
                ? previous.gpuSeconds()
                : Math.sqrt(previous.gpuSeconds() * measured(c));
    }

    private double measured(RetrainingConfiguration c) {
        int crops = (int) trainingSize(c.dataFraction());
        Hyperparameters key = Hyperparameters.of(c);
        ProfileRun own = runs.get(key);
        if (own != null) {
            return own.seconds(c.epochs(), crops) + predicting.seconds();
        }
        double setup =
                runs.values().stream().mapToDouble(ProfileRun::setupSeconds).average().orElse(0);
        return setup
                + machine() * crops * costs.of(key.frozenBlocks(), c.epochs())
                + predicting.seconds();
    }

    /** Returns the device-busy seconds of one unit of the cost table on this machine. */
    private double machine() {
        return runs.entrySet().stream()
                .mapToDouble(
                        e ->
                                e.getValue().firstEpochSeconds()
                                        / costs.of(e.getKey().frozenBlocks(), 1))
                .average()
                .orElse(predicting.secondsPerCrop() / costs.forward());
    }

    private double trainingSize(double fraction) {
        return trainingSize(trainable, exemplars, fraction);
    }

    /** Returns the size of the training set that {@link TrainingSet} makes. */
    static double trainingSize(int trainable, int exemplars, double fraction) {
        long fresh = Math.max(1, Math.round(fraction * trainable));
        double share = TrainingSet.EXEMPLAR_SHARE;
        return fresh + Math.min(exemplars, Math.floor(fresh * share / (1 - share)));
    }

    private static double bounded(double accuracy) {
        return Math.max(0, Math.min(MAX_ACCURACY, accuracy));
    }
}
