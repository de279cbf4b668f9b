/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.compare;

import io.ekya.app.report.RunSummary;
import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** Runs of several policies on the same frames, by seed, as tables and with a verdict. */
final class Comparison {
    /** Minimum margin of {@code thief} above {@code no-retraining}, 0..1. */
    static final double MARGIN = 0.10;

    /** One run. */
    record Entry(String policy, int seed, RunSummary summary) {}

    private final List<Entry> entries = new ArrayList<>();

    void add(String policy, int seed, RunSummary summary) {
        entries.add(new Entry(policy, seed, summary));
    }

    /** Returns a one-line summary of a run. */
    static String line(RunSummary run) {
        return "%s after drift, %s over all windows, %d of %d retrainings promoted"
                .formatted(
                        percent(run.driftedAccuracy()),
                        percent(run.meanAccuracy()),
                        run.promoted(),
                        run.ended());
    }

    private List<String> policies() {
        return entries.stream().map(Entry::policy).distinct().toList();
    }

    private List<Integer> seeds() {
        return entries.stream().map(Entry::seed).distinct().toList();
    }

    private Optional<Entry> entry(String policy, int seed) {
        return entries.stream()
                .filter(e -> e.policy().equals(policy) && e.seed() == seed)
                .findFirst();
    }

    /**
     * Returns a table of the mean true accuracy by policy and seed, after the onset of drift and
     * over all windows.
     */
    String markdown() {
        StringBuilder out = new StringBuilder("| policy |");
        seeds().forEach(s -> out.append(" seed ").append(s).append(" |"));
        out.append(" after drift, mean | spread | all windows, mean | promoted")
                .append(" | worst model CPU |\n|---|")
                .append("---:|".repeat(seeds().size() + 5))
                .append('\n');
        policies().forEach(policy -> out.append(row(policy)));
        return out.append('\n').append(classes()).toString();
    }

    private String row(String policy) {
        StringBuilder row = new StringBuilder("| " + policy + " |");
        for (int seed : seeds()) {
            Optional<Entry> run = entry(policy, seed);
            row.append(' ')
                    .append(run.map(e -> percent(e.summary().driftedAccuracy())).orElse("-"))
                    .append(" |");
        }
        List<RunSummary> runs =
                entries.stream()
                        .filter(e -> e.policy().equals(policy))
                        .map(Entry::summary)
                        .toList();
        DoubleSummaryStatistics drifted = statistics(runs, RunSummary::driftedAccuracy);
        return row.append(" **%s** |".formatted(percent(drifted.getAverage())))
                .append(" %s |".formatted(percent(drifted.getMax() - drifted.getMin())))
                .append(
                        " %s |"
                                .formatted(
                                        percent(
                                                statistics(runs, RunSummary::meanAccuracy)
                                                        .getAverage())))
                .append(
                        " %d of %d |"
                                .formatted(
                                        runs.stream().mapToInt(RunSummary::promoted).sum(),
                                        runs.stream().mapToInt(RunSummary::ended).sum()))
                .append(
                        String.format(
                                Locale.ROOT,
                                " %.2f |%n",
                                statistics(runs, RunSummary::deviceRatio).getMax()))
                .toString();
    }

    private static DoubleSummaryStatistics statistics(
            List<RunSummary> runs, ToDoubleFunction<RunSummary> figure) {
        return runs.stream().mapToDouble(figure).summaryStatistics();
    }

    private String classes() {
        StringBuilder out = new StringBuilder();
        for (int seed : seeds()) {
            RunSummary s =
                    entries.stream()
                            .filter(e -> e.seed() == seed)
                            .findFirst()
                            .orElseThrow()
                            .summary();
            long all = Math.max(1, s.classCounts().stream().mapToLong(Long::longValue).sum());
            List<String> parts = new ArrayList<>();
            for (ObjectClass c : ObjectClass.values()) {
                long n = s.classCounts().get(c.index());
                parts.add(c.name().toLowerCase(Locale.ROOT) + " " + percent((double) n / all));
            }
            out.append("Seed ").append(seed).append(": classes ").append(String.join(", ", parts));
            out.append("; always predicting each camera's most frequent class: ")
                    .append(percent(s.majorityBaseline()))
                    .append(".\n");
        }
        return out.toString();
    }

    /** Returns one line per run. */
    String csv() {
        StringBuilder out =
                new StringBuilder(
                        "policy,seed,windows,accuracyAfterDrift,accuracy,liveAgreement,majority,promoted,notPromoted,failed,frames,dropped,deviceRatio\n");
        for (Entry e : entries) {
            RunSummary s = e.summary();
            out.append(
                    String.format(
                            Locale.ROOT,
                            "\"%s\",%d,%d,%.4f,%.4f,%.4f,%.4f,%d,%d,%d,%d,%d,%.3f%n",
                            e.policy(),
                            e.seed(),
                            s.windows(),
                            s.driftedAccuracy(),
                            s.meanAccuracy(),
                            s.liveAccuracy(),
                            s.majorityBaseline(),
                            s.promoted(),
                            s.notPromoted(),
                            s.failed(),
                            s.frames(),
                            s.dropped(),
                            s.deviceRatio()));
        }
        return out.toString();
    }

    /**
     * Returns the seeds for which thief is 10 points above no-retraining and above every uniform
     * policy.
     */
    List<Integer> seedsThatHold() {
        return seeds().stream().filter(this::holds).toList();
    }

    private boolean holds(int seed) {
        Map<String, Double> accuracy =
                entries.stream()
                        .filter(e -> e.seed() == seed)
                        .collect(
                                Collectors.toMap(
                                        Entry::policy,
                                        e -> e.summary().driftedAccuracy(),
                                        (a, b) -> b));
        double thief = accuracy.getOrDefault("thief", Double.NaN);
        double none = accuracy.getOrDefault("no-retraining", Double.NEGATIVE_INFINITY);
        double uniform =
                accuracy.entrySet().stream()
                        .filter(e -> e.getKey().startsWith("uniform"))
                        .mapToDouble(Map.Entry::getValue)
                        .max()
                        .orElse(Double.NEGATIVE_INFINITY);
        return thief >= none + MARGIN && thief > uniform;
    }

    /** Returns a sentence with the number of seeds for which the requirement holds. */
    String verdict() {
        return "thief is at least 10 points above no-retraining and above every uniform policy for "
                + seedsThatHold().size()
                + " of "
                + seeds().size()
                + " seeds";
    }

    boolean holdsInAllSeeds() {
        return seedsThatHold().size() == seeds().size();
    }

    private static String percent(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.1f %%", 100 * value) : "-";
    }
}
