/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/**
 * The differences in accuracy between one contender and a rival, over sites.
 *
 * @param rival label of the rival
 * @param values accuracy minus the rival's, 0..1, ascending
 */
record Margin(String rival, double[] values) {
    private static final double TIE = 5e-5;
    private static final double POINTS = 100;

    static Margin of(
            String rival,
            List<ComparedSite> sites,
            ToDoubleFunction<ComparedSite> mine,
            ToDoubleFunction<ComparedSite> theirs) {
        return new Margin(
                rival,
                sites.stream()
                        .mapToDouble(s -> mine.applyAsDouble(s) - theirs.applyAsDouble(s))
                        .sorted()
                        .toArray());
    }

    double mean() {
        return Arrays.stream(values).average().orElse(0);
    }

    double worst() {
        return values.length == 0 ? 0 : values[0];
    }

    double most() {
        return values.length == 0 ? 0 : values[values.length - 1];
    }

    private double spread() {
        double mean = mean();
        return Math.sqrt(
                Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElse(0));
    }

    private double share(double least, double below) {
        double count = Arrays.stream(values).filter(v -> v >= least && v < below).count();
        return 100 * count / Math.max(1, values.length);
    }

    /** Returns the table head for {@link #row}. */
    static String head() {
        return """
                | compared with | sites | mean | sd over sites | worst | best | wins | ties | losses |
                |---|--:|--:|--:|--:|--:|--:|--:|--:|
                """;
    }

    /** Returns a table row in percentage points; a difference below 0.005 points is a tie. */
    String row() {
        return String.format(
                Locale.ROOT,
                "| %s | %d | %+.2f | %.2f | %+.2f | %+.2f | %.0f %% | %.0f %% | %.0f %% |",
                rival,
                values.length,
                POINTS * mean(),
                POINTS * spread(),
                POINTS * worst(),
                POINTS * most(),
                share(TIE, Double.POSITIVE_INFINITY),
                share(-TIE, TIE),
                share(Double.NEGATIVE_INFINITY, -TIE));
    }
}
