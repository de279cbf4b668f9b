/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.decide;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.openjdk.jmh.util.Statistics;

/** Measured decision times: table, CSV and plots. */
final class DecisionTimes {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;

    private final Map<Key, Timing> timings = new LinkedHashMap<>();

    /** A site such as 10x8: cameras and GPUs. */
    record Key(String policy, String site) {
        double cameras() {
            return Double.parseDouble(site.substring(0, site.indexOf('x')));
        }

        double gpus() {
            return Double.parseDouble(site.substring(site.indexOf('x') + 1));
        }
    }

    /** Milliseconds per decision: 5th percentile, median and 95th percentile. */
    record Timing(double fast, double median, double slow, long samples) {
        static Timing of(Statistics statistics) {
            return new Timing(
                    statistics.getPercentile(5),
                    statistics.getPercentile(50),
                    statistics.getPercentile(95),
                    statistics.getN());
        }
    }

    void put(String policy, String site, Statistics statistics) {
        timings.put(new Key(policy, site), Timing.of(statistics));
    }

    /** Returns the median milliseconds; NaN if not measured. */
    double median(String policy, String site) {
        Timing timing = timings.get(new Key(policy, site));
        return timing == null ? Double.NaN : timing.median;
    }

    /** Returns a table in Markdown. */
    String table() {
        StringBuilder table =
                new StringBuilder(
                        """
                        | policy | cameras x GPUs | median ms | 5th to 95th percentile | samples |
                        |---|--:|--:|--:|--:|
                        """);
        timings.forEach(
                (key, t) ->
                        table.append(
                                String.format(
                                        Locale.ROOT,
                                        "| %s | %s | %.3f | %.3f to %.3f | %d |%n",
                                        key.policy,
                                        key.site,
                                        t.median,
                                        t.fast,
                                        t.slow,
                                        t.samples)));
        return table.toString();
    }

    String csv() {
        StringBuilder csv =
                new StringBuilder("policy,cameras,gpus,p5_ms,median_ms,p95_ms,samples\n");
        timings.forEach(
                (key, t) ->
                        csv.append(
                                "\"%s\",%s,%s,%s,%s,%s,%d\n"
                                        .formatted(
                                                key.policy,
                                                key.cameras(),
                                                key.gpus(),
                                                t.fast,
                                                t.median,
                                                t.slow,
                                                t.samples)));
        return csv.toString();
    }

    /** Writes the table, a CSV file and two plots of the growth with cameras and with GPUs. */
    void write(Path folder, String origin) throws IOException {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("decision-time.md"), table() + "\n" + origin + "\n");
        Files.writeString(folder.resolve("decision-time.csv"), csv());
        plot(
                folder.resolve("decision-time-cameras.png"),
                "Decision time, ten cameras per GPU",
                "cameras",
                key -> key.site.equals("3x1") || key.cameras() == 10 * key.gpus(),
                Key::cameras);
        plot(
                folder.resolve("decision-time-gpus.png"),
                "Decision time, ten cameras",
                "GPUs",
                key -> key.cameras() == 10,
                Key::gpus);
    }

    private void plot(
            Path png, String title, String axis, Predicate<Key> which, ToDoubleFunction<Key> x)
            throws IOException {
        XYChart chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle(axis)
                        .yAxisTitle("ms, median")
                        .build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(true);
        Map<String, TreeMap<Double, Double>> lines = new LinkedHashMap<>();
        timings.forEach(
                (key, timing) -> {
                    if (which.test(key)) {
                        lines.computeIfAbsent(key.policy, policy -> new TreeMap<>())
                                .put(x.applyAsDouble(key), timing.median);
                    }
                });
        lines.forEach(
                (policy, points) ->
                        chart.addSeries(
                                policy,
                                points.keySet().stream().mapToDouble(d -> d).toArray(),
                                points.values().stream().mapToDouble(d -> d).toArray()));
        Files.write(png, ChartEncoder.getBytes(chart, "png"));
    }
}
