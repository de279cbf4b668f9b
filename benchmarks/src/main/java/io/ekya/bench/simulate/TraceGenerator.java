/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Generates synthetic traces: GPU-seconds and inference profiles are those measured with the
 * paper's published code (six sets of hyperparameters on a V100, five cameras); accuracies follow
 * the micro-profiler's learning curves and a random drift that sometimes returns to an earlier
 * state.
 */
public final class TraceGenerator {

    private static final int[] EPOCHS = {5, 15, 30};
    private static final double START_UP_GPU_SECONDS = 0.39;

    /** Window length for which costs were measured; they are proportional to the amount of data. */
    private static final double MEASURED_WINDOW_SECONDS = 200;

    private static final double FULL_RATE_GPUS = 0.25;
    private static final int[] EVERY = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 15, 20};
    private static final double[][] FACTORS = {
        {1, .78, .64, .60, .44, .42, .41, .33, .28, .15, .12, .04},
        {1, .74, .65, .62, .55, .49, .44, .28, .21, .15, .15, .14},
        {1, .91, .68, .56, .49, .45, .44, .43, .45, .19, .21, .12},
        {1, .79, .73, .54, .47, .43, .36, .31, .19, .14, .07, .06},
        {1, .84, .81, .75, .65, .63, .55, .43, .42, .34, .21, .15}
    };

    /** Accuracy of random guessing. */
    private static final double CHANCE = 0.2;

    /** Standard deviation that yields the paper's median absolute error of 5.8 points. */
    private static final double PROFILE_SIGMA = 0.058 / 0.6745;

    /** Accuracy lost if a window's data are quartered. */
    private static final double DATA_LOSS = 0.03;

    private static final int REFERENCE = 4;
    private static final int REFERENCE_EPOCHS = 15;

    /** Hyperparameters: hidden units, whether all layers are trained, fraction of the data. */
    private record Recipe(int units, boolean all, double fraction, double gpuSecondsPerEpoch) {}

    private static final List<Recipe> RECIPES =
            List.of(
                    new Recipe(64, false, 0.1, 0.581),
                    new Recipe(64, false, 0.5, 2.589),
                    new Recipe(64, false, 1.0, 5.123),
                    new Recipe(1024, true, 0.1, 1.083),
                    new Recipe(1024, true, 0.5, 5.253),
                    new Recipe(1024, true, 1.0, 10.455));

    private final Random random;
    private final int windows;
    private final double windowSeconds;

    private TraceGenerator(long seed, int windows, double windowSeconds) {
        this.random = new Random(seed);
        this.windows = windows;
        this.windowSeconds = windowSeconds;
    }

    /** Generates a trace from a seed. */
    public static Trace generate(long seed, int cameras, int windows, double windowSeconds) {
        TraceGenerator generator = new TraceGenerator(seed, windows, windowSeconds);
        List<Trace.Camera> generated = new ArrayList<>();
        for (int c = 0; c < cameras; c++) {
            generated.add(generator.camera("cam%02d".formatted(c)));
        }
        return new Trace(
                new Trace.Header(
                        Trace.FORMAT,
                        "synthetic, with the published code's costs and inference profiles",
                        seed,
                        "GPU-seconds of a V100",
                        windowSeconds,
                        TraceFile.checksum(generated)),
                generated);
    }

    /**
     * Returns the ids of the configurations, such as {@code 5_30}: the sixth recipe for 30 epochs.
     */
    public static List<String> configurations() {
        List<String> ids = new ArrayList<>();
        for (int recipe = 0; recipe < RECIPES.size(); recipe++) {
            for (int epochs : EPOCHS) {
                ids.add(recipe + "_" + epochs);
            }
        }
        return ids;
    }

    /**
     * Characteristics of a camera: the highest accuracy of a student, and the limit and learning
     * speed of each recipe.
     */
    private record Nature(double top, double[] caps, double[] speeds) {

        /**
         * Returns the accuracy on the training data, following the micro-profiler's learning curve.
         */
        double learnt(int recipe, double start, double epochs) {
            double seen = epochs * RECIPES.get(recipe).fraction();
            return caps[recipe] - (caps[recipe] - start) / (1 + speeds[recipe] * seen);
        }
    }

    private Trace.Camera camera(String id) {
        Nature nature = nature();
        double[] position = drift();
        double old = position[0] - between(0.1, 0.5);
        List<Double> initial = new ArrayList<>();
        for (int w = 0; w < windows; w++) {
            initial.add(accuracyAt(0.95 * nature.top, old, position[w + 1]));
        }
        double[] factors = FACTORS[random.nextInt(FACTORS.length)];
        double start = accuracyAt(0.95 * nature.top, old, position[0]);
        List<Trace.Window> offered = new ArrayList<>();
        for (int v = 0; v < windows; v++) {
            offered.add(
                    new Trace.Window(
                            0.02 * windowSeconds,
                            inference(factors),
                            training(nature, start, position, v)));
            double reference = nature.learnt(REFERENCE, start, REFERENCE_EPOCHS);
            start = accuracyAt(reference, position[v], position[v + 1]);
        }
        return new Trace.Camera(id, initial, offered);
    }

    private Nature nature() {
        double top = between(0.80, 0.97);
        double[] caps = new double[RECIPES.size()];
        double[] speeds = new double[RECIPES.size()];
        for (int r = 0; r < caps.length; r++) {
            Recipe recipe = RECIPES.get(r);
            double data = recipe.fraction * windowSeconds / MEASURED_WINDOW_SECONDS;
            double small = recipe.units < 1024 ? between(0.02, 0.10) : 0;
            caps[r] = top - small - DATA_LOSS * Math.max(0, 1 / Math.sqrt(data) - 1);
            speeds[r] = between(0.3, 1.5) * (recipe.all ? 1.5 : 1);
        }
        return new Nature(top, caps, speeds);
    }

    /**
     * Returns the drift position of the camera's scene in each window, starting with the one before
     * the first.
     */
    private double[] drift() {
        double[] position = new double[windows + 1];
        double pace = between(0.0002, 0.0012) * windowSeconds;
        for (int w = 1; w <= windows; w++) {
            boolean back = w > 3 && random.nextInt(8) == 0;
            position[w] = back ? position[w - 3] : position[w - 1] + pace * between(0.5, 1.5);
        }
        return position;
    }

    /** Returns the accuracy at one drift position of a student trained at another. */
    private static double accuracyAt(double accuracy, double trainedAt, double seenAt) {
        double kept = Math.exp(-Math.abs(seenAt - trainedAt));
        return rounded(CHANCE + Math.max(0, accuracy - CHANCE) * kept);
    }

    private List<Trace.Inference> inference(double[] factors) {
        List<Trace.Inference> options = new ArrayList<>();
        for (int i = 0; i < EVERY.length; i++) {
            options.add(
                    new Trace.Inference("every" + EVERY[i], FULL_RATE_GPUS / EVERY[i], factors[i]));
        }
        return options;
    }

    /** Returns the retrainings of window v, which use the labels of the previous window. */
    private List<Trace.Training> training(Nature nature, double start, double[] position, int v) {
        List<Trace.Training> offered = new ArrayList<>();
        for (int r = 0; r < RECIPES.size(); r++) {
            double cost =
                    RECIPES.get(r).gpuSecondsPerEpoch * windowSeconds / MEASURED_WINDOW_SECONDS;
            for (int epochs : EPOCHS) {
                List<Double> accuracy = new ArrayList<>();
                for (int w = v; w < windows; w++) {
                    accuracy.add(
                            accuracyAt(
                                    nature.learnt(r, start, epochs), position[v], position[w + 1]));
                }
                List<Double> byEpoch = new ArrayList<>();
                for (int e = 1; e <= epochs; e++) {
                    byEpoch.add(
                            accuracyAt(nature.learnt(r, start, e), position[v], position[v + 1]));
                }
                double estimate = accuracy.get(0) + PROFILE_SIGMA * random.nextGaussian();
                offered.add(
                        new Trace.Training(
                                r + "_" + epochs,
                                rounded(START_UP_GPU_SECONDS + cost * epochs),
                                rounded(Math.max(0, Math.min(1, estimate))),
                                accuracy,
                                byEpoch));
            }
        }
        return offered;
    }

    private double between(double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    private static double rounded(double value) {
        return Math.rint(value * 1e4) / 1e4;
    }
}
