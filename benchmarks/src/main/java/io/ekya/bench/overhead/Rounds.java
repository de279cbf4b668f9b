package io.ekya.bench.overhead;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rates of ours and of a plain loop over the same work, measured in turn, round by round. */
final class Rounds {
    private final List<Double> ours = new ArrayList<>();
    private final List<Double> plain = new ArrayList<>();
    private final List<Double> ratios = new ArrayList<>();

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

    /** Ours over the plain loop's, the median of the rounds. */
    double ratio() {
        return quantile(ratios, 0.5);
    }

    /** {@code name ours (plain loop), ratio, its quartiles and range}, for people. */
    String line(String name, String unit) {
        return String.format(
                Locale.ROOT,
                "%-22s %8.1f of %8.1f %s: %.3f (quartiles %.3f to %.3f, range %.3f to %.3f, %d rounds)",
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
    }

    /** Linear between the two nearest ranks. */
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
