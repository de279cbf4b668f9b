/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.metrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.apache.flink.metrics.Metric;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.reporter.MetricReporter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves the metrics of this process at {@code http://127.0.0.1:PORT/metrics}. If the port is
 * taken, the run goes on without it.
 */
final class LocalMetricsReporter implements MetricReporter {
    private static final Logger LOG = LoggerFactory.getLogger(LocalMetricsReporter.class);

    /** Key of the port. */
    static final String PORT = "port";

    private static final int BACKLOG = 16;

    private final PrometheusMetrics metrics = new PrometheusMetrics();
    private @Nullable HttpServer server;

    @Override
    public void open(MetricConfig config) {
        int port = config.getInteger(PORT, 0);
        try {
            HttpServer opened =
                    HttpServer.create(
                            new InetSocketAddress(InetAddress.getLoopbackAddress(), port), BACKLOG);
            opened.createContext("/", this::respond);
            opened.start();
            server = opened;
        } catch (IOException e) {
            LOG.warn(
                    "Metrics are not served on port {}: {}; set flink.metricsPort to a free port",
                    port,
                    e.getMessage());
        }
    }

    private void respond(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] body = metrics.text().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(200, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    @Override
    public void notifyOfAddedMetric(Metric metric, String name, MetricGroup group) {
        metrics.add(metric, name, group);
    }

    @Override
    public void notifyOfRemovedMetric(Metric metric, String name, MetricGroup group) {
        metrics.remove(metric, name, group);
    }

    @Override
    public void close() {
        HttpServer open = server;
        server = null;
        if (open != null) {
            open.stop(0);
        }
    }
}
