/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.app.metrics.LocalMetricsReporterFactory;
import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.testing.ExportedMetrics;
import io.ekya.job.testing.Expression;
import io.ekya.job.testing.Monitoring;
import io.ekya.job.testing.PlainStreet;
import io.ekya.job.testing.TestingSidecarProcess;
import io.ekya.job.testing.ToyModels;
import io.ekya.sidecar.client.FlightSidecar;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.runtime.client.JobCancellationException;
import org.apache.flink.runtime.client.JobStatusMessage;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.ExceptionUtils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every metric and label that the dashboard and the alerts refer to is exported by a running job or
 * by the sidecar. The job runs with our reporter and, beside it, the naming of Flink's own.
 */
@Timeout(240)
final class ExportedMetricsITCase {
    private static final String NAME = "metrics";
    private static final int PORT = freePort();

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    /** Labels that Prometheus adds; conf/prometheus/prometheus.yml sets server. */
    private static final Set<String> OF_TARGET = Set.of("server", "job", "instance");

    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .setConfiguration(reporters())
                            .build());

    private final Path folder;

    ExportedMetricsITCase(@TempDir Path folder) {
        this.folder = folder;
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Configuration reporters() {
        Configuration flink = new Configuration();
        LocalMetricsReporterFactory.configure(flink, PORT);
        flink.setString(
                "metrics.reporter.naming.factory.class",
                FlinkNamingReporter.Factory.class.getName());
        flink.setString("metrics.reporter.naming.filterLabelValueCharacters", "false");
        return flink;
    }

    private JobConfig config() {
        String yaml =
                """
                site: edge
                cameras:
                  - {id: north-gate, source: "synthetic:", fps: 10}
                  - {id: south, source: "synthetic:", fps: 10, seed: 2}
                window: {seconds: 4}
                sampling: {bursts: 2, offsets: [0, 1, 2]}
                scheduler: {policy: thief, deadline: 0.3}
                sidecar: {address: "127.0.0.1:1"}
                flink: {parallelism: 2, checkpointMillis: 500}
                """;
        return new ConfigLoader()
                .parse("test", yaml, List.of("output.folder=" + folder, "output.run=" + NAME));
    }

    /** A job with toy models and a real sidecar, whose results go to files. */
    private TestingJob job(String sidecar, JobConfig config) {
        int port = Integer.parseInt(sidecar.substring(sidecar.lastIndexOf(':') + 1));
        TestingJob toys =
                TestingJob.live(
                        NAME,
                        config,
                        PlainStreet.feeds(100_000),
                        new ToyModels(folder.resolve("students").toString()));
        return new TestingJob(
                NAME,
                config,
                toys.feeds(),
                toys.timing(),
                toys.models(),
                () -> new FlightSidecar("127.0.0.1", port, "", PATIENCE));
    }

    @Test
    void exportsWhatTheDashboardAndTheAlertsAskFor(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        Path data = folder.resolve("sidecar");
        try (TestingSidecarProcess sidecar = new TestingSidecarProcess(data)) {
            JobConfig config = config();
            TestingJob job = job(sidecar.address(), config);
            ThreadFailure failure = new ThreadFailure();
            Thread running = DaemonThreads.named("job", () -> run(job, config, failure), failure);
            running.start();
            URI flink = URI.create("http://127.0.0.1:" + PORT);
            URI http =
                    URI.create(
                            "http://127.0.0.1:"
                                    + Files.readString(data.resolve("http-port")).strip()
                                    + "/metrics");
            ExportedMetrics exported = new ExportedMetrics();
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(500))
                    .untilAsserted(
                            () -> {
                                failure.rethrow();
                                exported.addFrom(flink);
                                exported.addFrom(http);
                                assertThat(missing(exported.labels())).isEmpty();
                            });
            Awaitility.await()
                    .atMost(PATIENCE)
                    .untilAsserted(ExportedMetricsITCase::assertNamesAreFlinks);
            for (JobStatusMessage submitted : cluster.listJobs().get()) {
                cluster.cancelJob(submitted.getJobId()).get();
            }
            running.join();
        }
    }

    /** Runs until the job is cancelled. */
    private static void run(TestingJob job, JobConfig config, ThreadFailure failure) {
        try {
            job.run(
                    System.currentTimeMillis() + 1_000,
                    ConfiguredConnectors.of(config, 0).outputs().get(0).sinks());
        } catch (Exception e) {
            if (ExceptionUtils.findThrowable(e, JobCancellationException.class).isEmpty()) {
                failure.report(e);
            }
        }
    }

    /** Returns what queries refer to but nothing exports. */
    private static List<String> missing(Map<String, Set<String>> exported) throws IOException {
        Map<String, Set<String>> scraped = scraped(exported);
        List<String> missing = new ArrayList<>();
        for (Monitoring query : Monitoring.queries()) {
            Expression expression = Expression.of(query.expression());
            assertThat(expression.metrics()).as(query.from()).isNotEmpty();
            expression
                    .metrics()
                    .forEach(
                            (metric, matched) -> {
                                Set<String> needed = new HashSet<>(matched);
                                needed.addAll(expression.grouping());
                                needed.addAll(query.shown());
                                if (!scraped.containsKey(metric)) {
                                    missing.add(query.from() + ": " + metric);
                                } else if (!scraped.get(metric).containsAll(needed)) {
                                    needed.removeAll(scraped.get(metric));
                                    missing.add(query.from() + ": " + metric + needed);
                                }
                            });
        }
        return missing;
    }

    /** A label that the target has too is renamed by Prometheus. */
    private static Map<String, Set<String>> scraped(Map<String, Set<String>> exported) {
        Map<String, Set<String>> scraped = new HashMap<>();
        scraped.put("up", OF_TARGET);
        exported.forEach(
                (metric, labels) -> {
                    Set<String> all = new HashSet<>(OF_TARGET);
                    labels.forEach(l -> all.add(OF_TARGET.contains(l) ? "exported_" + l : l));
                    scraped.put(metric, all);
                });
        return scraped;
    }

    private static void assertNamesAreFlinks() throws Exception {
        ExportedMetrics ours = new ExportedMetrics();
        ours.addFrom(URI.create("http://127.0.0.1:" + PORT));
        Map<String, Set<String>> flinks = FlinkNamingReporter.labels();
        flinks.keySet().retainAll(ours.labels().keySet()); // it also exports texts, as 0
        assertThat(flinks).hasSizeGreaterThan(100).isEqualTo(ours.labels());
    }
}
