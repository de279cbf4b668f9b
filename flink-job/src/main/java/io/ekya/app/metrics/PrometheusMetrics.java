/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.metrics;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.flink.metrics.CharacterFilter;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.HistogramStatistics;
import org.apache.flink.metrics.LogicalScopeProvider;
import org.apache.flink.metrics.Meter;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/**
 * Flink's metrics in Prometheus text format 0.0.4. Names, labels and types are those of Flink's own
 * Prometheus reporter: counters and meters are gauges, histograms are summaries.
 */
final class PrometheusMetrics {
    private static final CharacterFilter NAME = PrometheusMetrics::filtered;
    private static final List<Double> QUANTILES = List.of(0.5, 0.75, 0.95, 0.98, 0.99, 0.999);

    /** The same metric may be known under several names. */
    private final Map<Series, Metric> series = new ConcurrentHashMap<>();

    /**
     * A metric's place.
     *
     * @param labels {@code name="value"} pairs, separated by commas
     */
    private record Series(String name, String labels) {
        static Series of(String name, MetricGroup group) {
            String scope = LogicalScopeProvider.castFrom(group).getLogicalScope(NAME, '_');
            return new Series(
                    "flink_" + scope + '_' + filtered(name), labelsOf(group.getAllVariables()));
        }
    }

    void add(Metric metric, String name, MetricGroup group) {
        series.put(Series.of(name, group), metric);
    }

    /** Does nothing if another metric has taken the place. */
    void remove(Metric metric, String name, MetricGroup group) {
        series.remove(Series.of(name, group), metric);
    }

    private static String filtered(String text) {
        return text.replaceAll("[^a-zA-Z0-9:_]", "_");
    }

    /** Flink's variables are names in angle brackets. */
    private static String labelsOf(Map<String, String> variables) {
        StringBuilder all = new StringBuilder();
        new TreeMap<>(variables)
                .forEach(
                        (variable, value) ->
                                label(
                                        all,
                                        filtered(variable.substring(1, variable.length() - 1)),
                                        value));
        return all.toString();
    }

    private static void label(StringBuilder to, String name, String value) {
        String escaped = value.replace("\\", "\\\\").replace("\n", "\\n").replace("\"", "\\\"");
        to.append(to.isEmpty() ? "" : ",").append(name).append("=\"").append(escaped).append('"');
    }

    /** Returns the current values. */
    String text() {
        SortedMap<String, TreeMap<String, Metric>> families = new TreeMap<>();
        series.forEach(
                (s, metric) ->
                        families.computeIfAbsent(s.name(), n -> new TreeMap<>())
                                .put(s.labels(), metric));
        StringBuilder out = new StringBuilder();
        families.forEach((name, metrics) -> family(out, name, metrics));
        return out.toString();
    }

    private static void family(StringBuilder out, String name, Map<String, Metric> metrics) {
        Collection<Metric> all = metrics.values();
        boolean isSummary = all.stream().allMatch(Histogram.class::isInstance);
        out.append("# TYPE ").append(name).append(isSummary ? " summary\n" : " gauge\n");
        metrics.forEach(
                (labels, metric) -> {
                    if (isSummary) {
                        summary(out, name, labels, (Histogram) metric);
                    } else {
                        value(metric).ifPresent(v -> sample(out, name, labels, v));
                    }
                });
    }

    private static void summary(
            StringBuilder out, String name, String labels, Histogram histogram) {
        sample(out, name + "_count", labels, (double) histogram.getCount());
        HistogramStatistics statistics = histogram.getStatistics();
        for (double quantile : QUANTILES) {
            StringBuilder own = new StringBuilder(labels);
            label(own, "quantile", Double.toString(quantile));
            sample(out, name, own.toString(), statistics.getQuantile(quantile));
        }
    }

    /** Returns the value of a metric; empty if it is not a number. */
    private static OptionalDouble value(Metric metric) {
        if (metric instanceof Counter counter) {
            return OptionalDouble.of((double) counter.getCount());
        }
        if (metric instanceof Meter meter) {
            return OptionalDouble.of(meter.getRate());
        }
        return metric instanceof Gauge<?> gauge ? number(gauge) : OptionalDouble.empty();
    }

    private static OptionalDouble number(Gauge<?> gauge) {
        @Nullable Object value = gauge.getValue();
        if (value instanceof Boolean flag) {
            return OptionalDouble.of(flag ? 1 : 0);
        }
        return value instanceof Number number
                ? OptionalDouble.of(number.doubleValue())
                : OptionalDouble.empty();
    }

    private static void sample(StringBuilder out, String name, String labels, double value) {
        out.append(name);
        if (!labels.isEmpty()) {
            out.append('{').append(labels).append('}');
        }
        out.append(' ').append(format(value)).append('\n');
    }

    private static String format(double value) {
        if (Double.isInfinite(value)) {
            return value > 0 ? "+Inf" : "-Inf";
        }
        return Double.toString(value);
    }
}
