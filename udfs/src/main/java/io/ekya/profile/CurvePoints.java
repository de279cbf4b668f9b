package io.ekya.profile;

import java.util.stream.IntStream;

/** The usable points of one micro-profile: finite, x at least 0, accuracy within the ceiling. */
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
     * Best b0, b1 >= 0 for a given b2. With u = 1 - b2 - accuracy the curve is the line 1/u = b0 x
     * + b1; an error e in accuracy is e/u² there, hence the weights u⁴.
     */
    LearningCurve fit(double b2, double margin, double ceiling) {
        double w = 0;
        double wx = 0;
        double wy = 0;
        double wxx = 0;
        double wxy = 0;
        for (int i = 0; i < x.length; i++) {
            double u = Math.max(margin, 1 - b2 - accuracy[i]);
            double weight = u * u * u * u;
            w += weight;
            wx += weight * x[i];
            wy += weight / u;
            wxx += weight * x[i] * x[i];
            wxy += weight * x[i] / u;
        }
        double determinant = w * wxx - wx * wx;
        double b0 = 0;
        double b1 = wy / w;
        if (determinant > 1e-12 * w * wxx) {
            double slope = (w * wxy - wx * wy) / determinant;
            double start = (wy * wxx - wx * wxy) / determinant;
            if (slope > 0) {
                b0 = start >= 0 ? slope : wxy / wxx;
                b1 = Math.max(0, start);
            }
        }
        return new LearningCurve(b0, b1, b2, ceiling);
    }
}
