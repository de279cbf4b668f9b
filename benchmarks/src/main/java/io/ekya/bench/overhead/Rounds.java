/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rates of the system and of a plain loop over the same work, measured alternately. */
public final class Rounds {
    private static final double SIGNIFICANCE = 0.05;

    private final List<Double> ours = new ArrayList<>();
    private final List<Double> plain = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();
    private final List<Double> busyRatios = new ArrayList<>();

    /** Adds a round; both rates are per second and above 0. */
    void add(double our, double bare) {
        if (!(our > 0 && bare > 0)) {
            throw new IllegalArgumentException(
                    "rates must be above 0, but are %s and %s".formatted(our, bare));
        }
        ours.add(our);
        plain.add(bare);
        ratios.add(our / bare);
    }

    /** Adds a round over {@code count} crops or frames. */
    void add(double count, Elapsed our, Elapsed bare) {
        add(count / our.seconds(), count / bare.seconds());
        busyRatios.add(bare.busySeconds() / our.busySeconds());
    }

    /** Returns the median ratio of the system's rate to the plain loop's. */
    public double ratio() {
        return quantile(ratios, 0.5);
    }

    /**
     * Returns whether the rounds show that the ratio is below a limit. In few rounds the median
     * alone does not: with other load on the machine it varies by a factor of two. Each round is
     * below or above the limit, and if the true median were the limit, each would be so with
     * probability 1/2 (sign test, one-sided, 5 %).
     */
    boolean clearlyBelow(double limit) {
        int rounds = ratios.size();
        int below = (int) ratios.stream().filter(r -> r < limit).count();
        double probability = 0;
        double ways = 1;
        for (int above = 0; above <= rounds - below; above++) {
            probability += ways;
            ways = ways * (rounds - above) / (above + 1);
        }
        return probability / Math.pow(2, rounds) <= SIGNIFICANCE;
    }

    /** Returns the median ratio of the plain loop's CPU time to the system's. */
    public double busyRatio() {
        return quantile(busyRatios, 0.5);
    }

    /**
     * Returns a line with the rates, their ratio and its spread; if known also the ratio by CPU
     * time of the working thread, which is not affected by other load.
     */
    public String line(String name, String unit) {
        String line =
                String.format(
                        Locale.ROOT,
                        "%-22s %8.1f of %8.1f %s: %.3f (quartiles %.3f to %.3f, range %.3f to "
                                + "%.3f, %d rounds)",
                        name,
                        quantile(ours, 0.5),
                        quantile(plain, 0.5),
                        unit,
                        ratio(),
                        quantile(ratios, 0.25),
                        quantile(ratios, 0.75),
                        quantile(ratios, 0),
                        quantile(ratios, 1),
                        ratios.size());
        return busyRatios.isEmpty()
                ? line
                : line
                        + String.format(
                                Locale.ROOT, "; by CPU time %.3f", quantile(busyRatios, 0.5));
    }

    /** Returns a quantile by linear interpolation between the two nearest ranks. */
    static double quantile(List<Double> values, double q) {
        if (values.isEmpty()) {
            throw new IllegalStateException("nothing was measured");
        }
        List<Double> sorted = values.stream().sorted().toList();
        double at = q * (sorted.size() - 1);
        int below = (int) Math.floor(at);
        double low = sorted.get(below);
        double high = sorted.get(Math.min(below + 1, sorted.size() - 1));
        return low + (at - below) * (high - low);
    }
}
