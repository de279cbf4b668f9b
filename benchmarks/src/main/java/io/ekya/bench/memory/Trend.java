/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.memory;

import java.util.List;

/**
 * The trend of a quantity over a run, from the means of its tenths without the first, which warms
 * up. Means of tenths hardly depend on each other, unlike single samples.
 *
 * @param tenths means, in order
 * @param growth last tenth relative to the second, minus 1
 * @param slope of the least-squares line through the tenths after the first, over the whole run
 * @param slopeError half the width of the slope's 95 % confidence interval
 */
record Trend(List<Double> tenths, double growth, double slope, double slopeError) {
    /** Parts of a run that are compared. */
    static final int TENTHS = 10;

    /** Quantile 0.975 of Student's t distribution with 7 degrees of freedom. */
    private static final double T = 2.365;

    Trend {
        tenths = List.copyOf(tenths);
    }

    /** Computes the trend from the means of ten tenths. */
    static Trend of(List<Double> tenths) {
        if (tenths.size() != TENTHS) {
            throw new IllegalArgumentException("a trend needs 10 tenths, but has " + tenths.size());
        }
        List<Double> y = tenths.subList(1, TENTHS);
        int n = y.size();
        double meanX = (n - 1) / 2.0;
        double meanY = mean(y);
        double sxx = 0;
        double sxy = 0;
        for (int i = 0; i < n; i++) {
            sxx += (i - meanX) * (i - meanX);
            sxy += (i - meanX) * (y.get(i) - meanY);
        }
        double slope = sxy / sxx;
        double residuals = 0;
        for (int i = 0; i < n; i++) {
            double error = y.get(i) - meanY - slope * (i - meanX);
            residuals += error * error;
        }
        double slopeError = T * Math.sqrt(residuals / (n - 2) / sxx);
        return new Trend(tenths, y.get(n - 1) / y.get(0) - 1, TENTHS * slope, TENTHS * slopeError);
    }

    private static double mean(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
    }
}
