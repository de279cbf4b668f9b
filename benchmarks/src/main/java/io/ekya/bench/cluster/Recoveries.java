/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import io.ekya.bench.BenchResult;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Recovery times by the kind of process that was killed. */
final class Recoveries {
    private final Map<String, List<Recovery>> all = new TreeMap<>();

    /**
     * Seconds since the processes were killed.
     *
     * @param running until all tasks of all jobs run; 0 if they did not stop
     * @param results until each camera has a committed result of a window that ended later, each
     *     site a later plan, and each sidecar a later event
     */
    record Recovery(double running, double results) {}

    void add(String kind, Recovery recovery) {
        all.computeIfAbsent(kind, k -> new ArrayList<>()).add(recovery);
    }

    /** Adds the figures of each kind to a result, and prints them as a table. */
    void report(BenchResult result) {
        System.out.println(
                "| killed | times | runs: mean | p50 | worst | results: mean | p50 | worst |");
        System.out.println("|---|--:|--:|--:|--:|--:|--:|--:|");
        all.forEach(
                (kind, recoveries) -> {
                    double[] running = recoveries.stream().mapToDouble(Recovery::running).toArray();
                    double[] results = recoveries.stream().mapToDouble(Recovery::results).toArray();
                    System.out.printf(
                            "| %s | %d | %s | %s |%n",
                            kind, recoveries.size(), row(running), row(results));
                    result.figure(kind + "_running_mean_seconds", mean(running))
                            .figure(kind + "_results_mean_seconds", mean(results))
                            .figure(kind + "_results_p50_seconds", quantile(results, 0.5))
                            .figure(kind + "_results_worst_seconds", quantile(results, 1));
                });
    }

    private static String row(double[] seconds) {
        return String.format(
                Locale.ROOT,
                "%.1f s | %.1f s | %.1f s",
                mean(seconds),
                quantile(seconds, 0.5),
                quantile(seconds, 1));
    }

    private static double mean(double[] seconds) {
        return Arrays.stream(seconds).average().orElse(0);
    }

    private static double quantile(double[] seconds, double q) {
        double[] sorted = seconds.clone();
        Arrays.sort(sorted);
        return sorted[(int) Math.ceil(q * sorted.length) - 1];
    }
}
