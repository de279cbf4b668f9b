/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.Set;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricConfig;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.runtime.clusterframework.types.ResourceID;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;
import org.apache.flink.runtime.metrics.NoOpMetricRegistry;
import org.apache.flink.runtime.metrics.filter.ReporterFilter;
import org.apache.flink.runtime.metrics.groups.AbstractMetricGroup;
import org.apache.flink.runtime.metrics.groups.FrontMetricGroup;
import org.apache.flink.runtime.metrics.groups.ReporterScopedSettings;
import org.apache.flink.runtime.metrics.groups.TaskManagerMetricGroup;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LocalMetricsReporterTest {
    private final LocalMetricsReporter reporter = new LocalMetricsReporter();
    private final AbstractMetricGroup<?> process =
            TaskManagerMetricGroup.createTaskManagerMetricGroup(
                    NoOpMetricRegistry.INSTANCE, "here", new ResourceID("tm"));
    private final MetricGroup root = asReported(process);

    /** Flink passes its reporters a view of a metric's group. */
    private static MetricGroup asReported(MetricGroup group) {
        return new FrontMetricGroup<>(
                new ReporterScopedSettings<>(
                        0, '.', ReporterFilter.getNoOpFilter(), Set.of(), Map.of()),
                (AbstractMetricGroup<?>) group);
    }

    @AfterEach
    void close() {
        reporter.close();
    }

    private static MetricConfig config(int port) {
        MetricConfig config = new MetricConfig();
        config.setProperty(LocalMetricsReporter.PORT, Integer.toString(port));
        return config;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static HttpResponse<String> request(int port, String method) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics"))
                                .method(method, HttpRequest.BodyPublishers.noBody())
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void servesValuesInPrometheusFormat() throws Exception {
        int port = freePort();
        reporter.open(config(port));
        MetricGroup camera = asReported(process.addGroup("camera", "north \"gate\""));
        SimpleCounter frames = new SimpleCounter();
        frames.inc(3);
        DescriptiveStatisticsHistogram latency = new DescriptiveStatisticsHistogram(10);
        latency.update(40);
        reporter.notifyOfAddedMetric(frames, "frames-in", camera);
        reporter.notifyOfAddedMetric((Gauge<Double>) () -> Double.NaN, "accuracy", camera);
        reporter.notifyOfAddedMetric((Gauge<Boolean>) () -> true, "online", camera);
        reporter.notifyOfAddedMetric((Gauge<String>) () -> "text", "version", camera);
        reporter.notifyOfAddedMetric(latency, "latency", camera);

        String labels = "camera=\"north \\\"gate\\\"\",host=\"here\",tm_id=\"tm\"";
        HttpResponse<String> page = request(port, "GET");
        assertThat(page.headers().firstValue("Content-Type")).contains("text/plain; version=0.0.4");
        assertThat(page.body().lines())
                .contains(
                        "# TYPE flink_taskmanager_camera_frames_in gauge",
                        "flink_taskmanager_camera_frames_in{" + labels + "} 3.0",
                        "flink_taskmanager_camera_accuracy{" + labels + "} NaN",
                        "flink_taskmanager_camera_online{" + labels + "} 1.0",
                        "# TYPE flink_taskmanager_camera_latency summary",
                        "flink_taskmanager_camera_latency_count{" + labels + "} 1.0",
                        "flink_taskmanager_camera_latency{" + labels + ",quantile=\"0.99\"} 40.0")
                .noneMatch(line -> line.contains("text"));
        assertThat(request(port, "POST").statusCode()).isEqualTo(405);
    }

    @Test
    void removesAMetricUnlessAnotherHasTakenItsPlace() throws Exception {
        int port = freePort();
        reporter.open(config(port));
        Gauge<Integer> before = () -> 1;
        Gauge<Integer> after = () -> 2;
        reporter.notifyOfAddedMetric(before, "value", root);
        reporter.notifyOfAddedMetric(after, "value", root); // of the restarted task
        reporter.notifyOfRemovedMetric(before, "value", root);
        assertThat(request(port, "GET").body()).contains("_value{host=\"here\",tm_id=\"tm\"} 2.0");

        reporter.notifyOfRemovedMetric(after, "value", root);
        assertThat(request(port, "GET").body()).isEmpty();
    }

    @Test
    void aPortThatIsTakenDoesNotStopTheRun() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            reporter.open(config(taken.getLocalPort()));
        }
        reporter.notifyOfAddedMetric(new SimpleCounter(), "frames", root);
    }
}
