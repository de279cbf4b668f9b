/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.profile;

import java.util.stream.IntStream;

/** The usable points of one micro-profile: finite, x ≥ 0, accuracy clipped to the ceiling. */
record CurvePoints(double[] x, double[] accuracy) {

    static CurvePoints of(double[] x, double[] accuracy, double ceiling) {
        if (x.length != accuracy.length) {
            throw new IllegalArgumentException(
                    "x and accuracy must be equally long, but have %d and %d points"
                            .formatted(x.length, accuracy.length));
        }
        int[] usable =
                IntStream.range(0, x.length)
                        .filter(i -> Double.isFinite(x[i]) && x[i] >= 0)
                        .filter(i -> Double.isFinite(accuracy[i]))
                        .toArray();
        if (usable.length == 0) {
            throw new IllegalArgumentException(
                    "a learning curve needs at least one finite point, but has none of "
                            + x.length);
        }
        return new CurvePoints(
                IntStream.of(usable).mapToDouble(i -> x[i]).toArray(),
                IntStream.of(usable)
                        .mapToDouble(i -> Math.min(ceiling, Math.max(0, accuracy[i])))
                        .toArray());
    }

    double highest() {
        return IntStream.range(0, accuracy.length).mapToDouble(i -> accuracy[i]).max().orElse(0);
    }

    double squaredError(LearningCurve curve) {
        double sum = 0;
        for (int i = 0; i < x.length; i++) {
            double error = curve.at(x[i]) - accuracy[i];
            sum += error * error;
        }
        return sum;
    }

    /**
     * Fits b0, b1 >= 0 for a given b2. With u = 1 - b2 - accuracy the curve is the line 1/u = b0 x
     * + b1; an error e in accuracy corresponds to e/u² there, so each row is weighted with u².
     */
    LearningCurve fit(double b2, double margin, double ceiling) {
        double[][] lines = new double[x.length][];
        double[][] slopes = new double[x.length][];
        double[][] levels = new double[x.length][];
        double[] values = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double u = Math.max(margin, 1 - b2 - accuracy[i]);
            lines[i] = new double[] {u * u * x[i], u * u};
            slopes[i] = new double[] {u * u * x[i]};
            levels[i] = new double[] {u * u};
            values[i] = u;
        }
        if (!isFlat()) {
            double[] line = LeastSquares.solve(lines, values);
            if (line[0] > 0 && line[1] >= 0) {
                return new LearningCurve(line[0], line[1], b2, ceiling);
            }
            if (line[0] > 0) {
                double slope = LeastSquares.solve(slopes, values)[0];
                return new LearningCurve(slope, 0, b2, ceiling);
            }
        }
        return new LearningCurve(0, LeastSquares.solve(levels, values)[0], b2, ceiling);
    }

    /** Returns whether all points have about the same x, so that no line can be fitted. */
    private boolean isFlat() {
        double most = IntStream.range(0, x.length).mapToDouble(i -> x[i]).max().orElse(0);
        double least = IntStream.range(0, x.length).mapToDouble(i -> x[i]).min().orElse(0);
        return !(most - least > 1e-6 * most);
    }
}
