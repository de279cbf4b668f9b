/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.profile;

import java.util.stream.DoubleStream;

/**
 * Accuracy as a function of training progress: {@code 1 - 1/(b0 x + b1) - b2} with {@code b >= 0},
 * clipped to 0 and a ceiling. {@code x} is the number of samples seen divided by the size of the
 * full data set, so {@code x = 0} is the start and {@code x = 30} is thirty epochs over everything
 * (Ekya, NSDI '22, section 4.3).
 *
 * @param b0 speed of learning, at least 0; 0 if the data show no gain
 * @param b1 determines the accuracy at the start, at least 0
 * @param b2 asymptotic error rate, at least {@code 1 - ceiling}
 * @param ceiling upper bound on predicted accuracy, above 0 and at most 1
 */
public record LearningCurve(double b0, double b1, double b2, double ceiling) {

    private static final int STEPS = 64;
    private static final int REFINEMENTS = 4;

    /** Minimum distance between a measured accuracy and the curve's asymptote. */
    private static final double MARGIN = 1e-3;

    public LearningCurve {
        check(b0 >= 0 && Double.isFinite(b0), "b0", b0, "at least 0");
        check(b1 >= 0 && Double.isFinite(b1), "b1", b1, "at least 0");
        check(b2 >= 0 && b2 <= 1, "b2", b2, "between 0 and 1");
        check(ceiling > 0 && ceiling <= 1, "ceiling", ceiling, "above 0 and at most 1");
    }

    /**
     * Fits a curve to measured accuracies: for every b2 of a line search, b0 and b1 are found by
     * non-negative least squares on {@code 1/(1 - b2 - accuracy) = b0 x + b1}, weighted so that
     * residuals are in units of accuracy; the b2 with the smallest error wins, ties go to the
     * largest b2.
     *
     * <p>Non-finite points are ignored and accuracies are clipped to 0 and the ceiling. A single
     * point, or data that do not rise, yield the nearest constant.
     *
     * @param x samples seen / size of the full data set, at least 0; same length as {@code
     *     accuracy}
     * @param accuracy 0..1
     * @param ceiling upper bound on accuracy, above 0 and at most 1
     * @throws IllegalArgumentException if the lengths differ or no point is finite
     */
    public static LearningCurve fit(double[] x, double[] accuracy, double ceiling) {
        check(ceiling > 0 && ceiling <= 1, "ceiling", ceiling, "above 0 and at most 1");
        CurvePoints points = CurvePoints.of(x, accuracy, ceiling);
        double low = 1 - ceiling;
        double high = Math.max(low, 1 - points.highest() - MARGIN);
        LearningCurve best = points.fit(high, MARGIN, ceiling);
        for (int round = 0; round < REFINEMENTS && high > low; round++) {
            double step = (high - low) / STEPS;
            for (int i = STEPS; i >= 0; i--) {
                LearningCurve candidate = points.fit(low + i * step, MARGIN, ceiling);
                if (points.squaredError(candidate) < points.squaredError(best) - 1e-12) {
                    best = candidate;
                }
            }
            low = Math.max(1 - ceiling, best.b2 - step);
            high = Math.min(high, best.b2 + step);
        }
        return best;
    }

    /**
     * Returns the accuracy after {@code x} passes over the full data set, between 0 and the
     * ceiling.
     */
    public double at(double x) {
        double denominator = b0 * Math.max(0, x) + b1;
        if (!(denominator > 0)) {
            return 0;
        }
        return Math.min(ceiling, Math.max(0, 1 - 1 / denominator - b2));
    }

    /** Returns the accuracy at each {@code x}. */
    double[] along(double[] x) {
        return DoubleStream.of(x).map(this::at).toArray();
    }

    private static void check(boolean holds, String name, double value, String rule) {
        if (!holds) {
            throw new IllegalArgumentException(name + " must be " + rule + ", but is " + value);
        }
    }
}
