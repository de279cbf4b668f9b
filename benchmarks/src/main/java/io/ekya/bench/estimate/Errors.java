/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.estimate;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Error statistics of estimates. */
final class Errors {
    private final List<Estimate> all;

    Errors(List<Estimate> all) {
        this.all = List.copyOf(all);
    }

    /** Returns the median of a value over all estimates. */
    double median(ToDoubleFunction<Estimate> of) {
        return quantile(of, 0.5);
    }

    double quantile(ToDoubleFunction<Estimate> of, double q) {
        double[] sorted = all.stream().mapToDouble(of).sorted().toArray();
        return sorted[(int) Math.round(q * (sorted.length - 1))];
    }

    int count() {
        return all.size();
    }

    /** Returns those whose real training was timed in this run. */
    Errors timed() {
        return new Errors(all.stream().filter(e -> e.cost().timed()).toList());
    }

    double sum(ToDoubleFunction<Estimate> of) {
        return all.stream().mapToDouble(of).sum();
    }

    double mean(ToDoubleFunction<Estimate> of) {
        return all.stream().mapToDouble(of).average().orElse(Double.NaN);
    }

    /** Returns the mean accuracy lost by training the configuration with the best estimate. */
    double regret() {
        return byWindow().stream().mapToDouble(Errors::regret).average().orElse(Double.NaN);
    }

    private static double regret(List<Estimate> window) {
        Estimate chosen = window.get(0);
        double best = 0;
        for (Estimate e : window) {
            chosen = e.estimated() > chosen.estimated() ? e : chosen;
            best = Math.max(best, e.truth());
        }
        return best - chosen.truth();
    }

    /**
     * Returns the mean over windows of Kendall's rank correlation (tau-b) between estimates and
     * truths.
     */
    double tau() {
        return byWindow().stream()
                .mapToDouble(Errors::tau)
                .filter(Double::isFinite)
                .average()
                .orElse(Double.NaN);
    }

    private static double tau(List<Estimate> window) {
        double agree = 0;
        double estimated = 0;
        double truth = 0;
        for (int i = 0; i < window.size(); i++) {
            for (int j = 0; j < i; j++) {
                double x = Math.signum(window.get(i).estimated() - window.get(j).estimated());
                double y = Math.signum(window.get(i).truth() - window.get(j).truth());
                agree += x * y;
                estimated += x * x;
                truth += y * y;
            }
        }
        return agree / Math.sqrt(estimated * truth);
    }

    private Collection<List<Estimate>> byWindow() {
        Map<String, List<Estimate>> groups =
                all.stream()
                        .collect(
                                Collectors.groupingBy(
                                        e -> e.street() + "/" + e.window(),
                                        TreeMap::new,
                                        Collectors.toCollection(ArrayList::new)));
        return groups.values();
    }
}
