/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import io.prometheus.client.Collector;
import io.prometheus.client.CollectorRegistry;
import java.lang.reflect.Field;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.flink.metrics.prometheus.AbstractPrometheusReporter;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;
import org.jspecify.annotations.Nullable;

/** Flink's Prometheus reporter without its server, which would listen on every interface. */
public final class FlinkNamingReporter extends AbstractPrometheusReporter {
    private static final AtomicReference<@Nullable FlinkNamingReporter> OPENED =
            new AtomicReference<>();

    /** Creates the reporter; a service of the tests. */
    public static final class Factory implements MetricReporterFactory {
        @Override
        public MetricReporter createMetricReporter(Properties properties) {
            FlinkNamingReporter reporter = new FlinkNamingReporter();
            OPENED.set(reporter);
            return reporter;
        }
    }

    /** Returns the label names of each metric that Flink would export now. */
    static Map<String, Set<String>> labels() throws ReflectiveOperationException {
        Field field = AbstractPrometheusReporter.class.getDeclaredField("registry");
        field.setAccessible(true);
        CollectorRegistry registry = (CollectorRegistry) field.get(OPENED.get());
        Map<String, Set<String>> labels = new TreeMap<>();
        registry.metricFamilySamples()
                .asIterator()
                .forEachRemaining(
                        family -> {
                            for (Collector.MetricFamilySamples.Sample sample : family.samples) {
                                labels.computeIfAbsent(sample.name, n -> new TreeSet<>())
                                        .addAll(sample.labelNames);
                            }
                        });
        return labels;
    }
}
