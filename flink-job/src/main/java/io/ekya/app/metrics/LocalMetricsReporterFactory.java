/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.metrics;

import java.util.Properties;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.apache.flink.metrics.reporter.MetricReporterFactory;

/** Creates {@link LocalMetricsReporter}s; found by Flink as a service. */
public final class LocalMetricsReporterFactory implements MetricReporterFactory {
    private static final String PREFIX = "metrics.reporter.local.";

    /**
     * Adds a reporter to Flink's configuration.
     *
     * @param port on the loopback interface
     */
    public static void configure(Configuration flink, int port) {
        flink.setString(PREFIX + "factory.class", LocalMetricsReporterFactory.class.getName());
        flink.setString(PREFIX + LocalMetricsReporter.PORT, Integer.toString(port));
    }

    @Override
    public MetricReporter createMetricReporter(Properties properties) {
        return new LocalMetricsReporter();
    }
}
