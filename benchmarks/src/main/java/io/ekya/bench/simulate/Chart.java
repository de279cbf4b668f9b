/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.knowm.xchart.ChartEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;

/** A chart with one line per policy, of means over seeds. */
final class Chart {
    private static final int WIDTH = 640;
    private static final int HEIGHT = 400;

    /** Easily distinguished colours; relay stands out. */
    private static final Map<String, Color> COLOURS =
            Map.of(
                    "relay",
                    Color.RED,
                    "exact",
                    Color.BLUE,
                    "thief",
                    new Color(0, 130, 0),
                    "thief-reuse",
                    new Color(0, 190, 120),
                    "best-uniform",
                    new Color(230, 140, 0),
                    "upper-bound",
                    Color.BLACK);

    private final XYChart chart;

    Chart(String title, String x, String y) {
        this.chart =
                new XYChartBuilder()
                        .width(WIDTH)
                        .height(HEIGHT)
                        .title(title)
                        .xAxisTitle(x)
                        .yAxisTitle(y)
                        .build();
        chart.getStyler().setChartBackgroundColor(Color.WHITE);
    }

    /** Adds a line for each policy of the rows. */
    Chart lines(List<SweepRow> rows, Function<SweepRow, Double> x, Function<SweepRow, Double> y) {
        rows.stream()
                .map(SweepRow::policy)
                .distinct()
                .forEach(policy -> line(policy, means(SweepRows.of(rows, policy), x, y)));
        return this;
    }

    Chart line(String name, Map<Double, Double> points) {
        if (!points.isEmpty()) {
            XYSeries series =
                    chart.addSeries(
                            name,
                            points.keySet().stream().mapToDouble(Double::doubleValue).toArray(),
                            points.values().stream().mapToDouble(Double::doubleValue).toArray());
            Color color = COLOURS.get(name);
            if (color != null) {
                series.setLineColor(color);
                series.setMarkerColor(color);
            }
        }
        return this;
    }

    private static Map<Double, Double> means(
            List<SweepRow> rows, Function<SweepRow, Double> x, Function<SweepRow, Double> y) {
        return rows.stream()
                .collect(
                        Collectors.groupingBy(
                                x, TreeMap::new, Collectors.averagingDouble(y::apply)));
    }

    Chart logarithmicY() {
        chart.getStyler().setYAxisLogarithmic(true);
        return this;
    }

    Chart logarithmicX() {
        chart.getStyler().setXAxisLogarithmic(true);
        return this;
    }

    void write(Path png) throws IOException {
        Files.write(png, ChartEncoder.getBytes(chart, "png"));
    }
}
