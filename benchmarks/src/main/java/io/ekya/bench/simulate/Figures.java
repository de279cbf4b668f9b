/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.LongStream;

/**
 * Reproduces the paper's experiments (figures 6, 8, 10, 11b and tables 2, 3) as plots and CSV
 * files: accuracy by various factors, and decision times.
 */
final class Figures {
    private static final int WINDOWS = 8;
    private static final double WINDOW_SECONDS = 200;
    private static final List<Integer> STREAMS = List.of(2, 4, 6, 8, 10, 14, 20);
    private static final List<Double> GPUS = List.of(0.5, 1.0, 2.0, 4.0, 8.0);
    private static final List<Double> TARGETS = List.of(0.3, 0.4, 0.5, 0.6, 0.7);
    private static final String RIVALS = "best-uniform,thief,exact,relay,upper-bound";

    private final Path folder;
    private final List<Long> seeds;
    private final Consumer<String> log;

    Figures(Path folder, int seeds, Consumer<String> log) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.seeds = LongStream.rangeClosed(1, seeds).boxed().toList();
        this.log = log;
    }

    void plotAll() {
        streamsAndCapacity();
        gpus();
        factors();
        windowLength();
        error();
        delta();
    }

    private void streamsAndCapacity() {
        List<SweepRow> rows = rows(RIVALS, STREAMS, List.of(1.0, 2.0), WINDOW_SECONDS, 0);
        for (double gpus : List.of(1.0, 2.0)) {
            List<SweepRow> some = rows.stream().filter(r -> r.gpus() == gpus).toList();
            save(
                    "streams-%.0fgpu".formatted(gpus),
                    some,
                    new Chart(
                                    "Accuracy by streams, %.0f GPU".formatted(gpus),
                                    "streams",
                                    "accuracy")
                            .lines(some, r -> (double) r.streams(), SweepRow::accuracy));
        }
        for (double gpus : List.of(1.0, 2.0)) {
            List<SweepRow> some = rows.stream().filter(r -> r.gpus() == gpus).toList();
            Chart chart =
                    new Chart(
                            "Capacity by accuracy target, %.0f GPU".formatted(gpus),
                            "accuracy target",
                            "streams");
            some.stream()
                    .map(SweepRow::policy)
                    .distinct()
                    .forEach(policy -> chart.line(policy, capacity(SweepRows.of(some, policy))));
            save("capacity-%.0fgpu".formatted(gpus), some, chart);
        }
    }

    /**
     * Returns the largest number of streams whose mean accuracy reaches each target, interpolated
     * linearly.
     */
    private static Map<Double, Double> capacity(List<SweepRow> rows) {
        Map<Double, Double> capacity = new TreeMap<>();
        for (double target : TARGETS) {
            double most = 0;
            double before = Double.NaN;
            for (int i = 0; i < STREAMS.size(); i++) {
                int streams = STREAMS.get(i);
                double mean =
                        SweepRows.mean(
                                rows.stream().filter(r -> r.streams() == streams).toList(),
                                SweepRow::accuracy);
                if (mean >= target) {
                    most = streams;
                } else if (before >= target) {
                    most += (streams - most) * (before - target) / (before - mean);
                }
                before = mean;
            }
            capacity.put(target, most);
        }
        return capacity;
    }

    private void gpus() {
        List<SweepRow> rows = rows(RIVALS, List.of(10), GPUS, WINDOW_SECONDS, 0);
        save(
                "gpus",
                rows,
                new Chart("Accuracy by GPUs, 10 streams", "GPUs", "accuracy")
                        .lines(rows, SweepRow::gpus, SweepRow::accuracy)
                        .logarithmicX());
    }

    private void factors() {
        List<SweepRow> rows =
                rows(
                        "no-retraining,best-uniform,fixed-shares,fixed-config(4_15),fixed-config(5_30),"
                                + "thief,thief-reuse,exact,relay,cached-model,cloud(5.1,17.5),upper-bound",
                        List.of(10),
                        GPUS,
                        WINDOW_SECONDS,
                        0);
        save(
                "factors",
                rows,
                new Chart("Contribution of each part, 10 streams", "GPUs", "accuracy")
                        .lines(rows, SweepRow::gpus, SweepRow::accuracy)
                        .logarithmicX());
    }

    private void windowLength() {
        List<SweepRow> rows = new ArrayList<>();
        for (double length : List.of(10.0, 50.0, 100.0, 200.0, 400.0)) {
            rows.addAll(rows("no-retraining," + RIVALS, List.of(10), List.of(2.0), length, 0));
        }
        save(
                "window-length",
                rows,
                new Chart("Accuracy by window length, 10 streams, 2 GPUs", "seconds", "accuracy")
                        .lines(rows, SweepRow::windowSeconds, SweepRow::accuracy)
                        .logarithmicX());
    }

    private void error() {
        List<SweepRow> rows = new ArrayList<>();
        for (double sigma : List.of(0.0, 0.02, 0.05, 0.1, 0.2)) {
            rows.addAll(
                    rows("thief,exact,relay", List.of(10), List.of(2.0), WINDOW_SECONDS, sigma));
        }
        save(
                "estimate-error",
                rows,
                new Chart("Accuracy by estimation error, 10 streams, 2 GPUs", "sigma", "accuracy")
                        .lines(rows, SweepRow::error, SweepRow::accuracy));
    }

    private void delta() {
        List<Double> deltas = List.of(1.0, 0.5, 0.2, 0.1, 0.05, 0.025, 0.0125);
        List<SweepRow> rows = new ArrayList<>();
        Map<String, Map<Double, Double>> accuracy = new TreeMap<>();
        Map<String, Map<Double, Double>> millis = new TreeMap<>();
        for (String thief : List.of("thief", "thief-reuse")) {
            for (double delta : deltas) {
                String name = "%s(%s)".formatted(thief, delta);
                List<SweepRow> some = rows(name, List.of(10), List.of(8.0), WINDOW_SECONDS, 0);
                rows.addAll(some);
                accuracy.computeIfAbsent(thief, k -> new TreeMap<>())
                        .put(delta, SweepRows.mean(some, SweepRow::accuracy));
                millis.computeIfAbsent(thief, k -> new TreeMap<>())
                        .put(delta, SweepRows.mean(some, SweepRow::decisionMillis));
            }
        }
        Chart reached = new Chart("Accuracy by delta, 10 streams, 8 GPUs", "delta", "accuracy");
        accuracy.forEach(reached::line);
        save("delta-accuracy", rows, reached.logarithmicX());
        Chart cost = new Chart("Decision time by delta, 10 streams, 8 GPUs", "delta", "ms");
        millis.forEach(cost::line);
        save("delta-time", rows, cost.logarithmicX().logarithmicY());
    }

    private List<SweepRow> rows(
            String policies,
            List<Integer> streams,
            List<Double> gpus,
            double seconds,
            double error) {
        int most = streams.stream().mapToInt(Integer::intValue).max().orElse(1);
        List<SimulationSetting> settings =
                gpus.stream()
                        .map(g -> new SimulationSetting(g, 0.0125, 0, 0, false, error))
                        .toList();
        return new Sweep(
                        Sweep.syntheticTraces(most, WINDOWS, seconds),
                        seeds,
                        streams,
                        settings,
                        Contenders.list(policies))
                .rows();
    }

    private void save(String name, List<SweepRow> rows, Chart chart) {
        try {
            Files.writeString(folder.resolve(name + ".csv"), SweepRows.csv(rows));
            chart.write(folder.resolve(name + ".png"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        log.accept("== " + name + System.lineSeparator() + SweepRows.table(rows));
    }
}
