/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.commands.SidecarFactory;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.WindowResult;
import io.ekya.job.testing.Collected;
import io.ekya.job.testing.PlainStreet;
import io.ekya.job.testing.SilencingProxy;
import io.ekya.job.testing.TestingCluster;
import io.ekya.job.testing.ToyModels;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.server.SidecarOptions;
import io.ekya.sidecar.server.SidecarServer;
import io.ekya.sidecar.server.jobs.EvaluationSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A sidecar that accepts connections but does not respond for three windows. */
@Timeout(180)
final class SilentSidecarTest {
    @RegisterExtension static final MiniClusterExtension FLINK = TestingCluster.withSlots(2);

    private static final String NAME = "silent sidecar";
    private static final int WINDOWS = 6;
    private static final List<Long> SILENT_WINDOWS = List.of(1L, 2L, 3L);

    private final Path folder;

    SilentSidecarTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static JobConfig config() {
        String yaml =
                """
                cameras:
                  - {id: north, source: "synthetic:", fps: 10}
                  - {id: south, source: "synthetic:", fps: 10}
                window: {seconds: 3, count: 6}
                sampling: {bursts: 4, offsets: [0, 1, 2]}
                scheduler: {policy: no-retraining, deadline: 0.3}
                flink: {parallelism: 2, checkpointMillis: 500}
                """;
        return new ConfigLoader().parse("test", yaml, List.of());
    }

    @Test
    void losesNoWindowsLabelsOrReports() throws Exception {
        ToyModels models = new ToyModels(folder.resolve("students").toString());
        ModelFile base = models.baseStudent();
        SidecarOptions options =
                SidecarOptions.local(folder.resolve("sidecar"), EvaluationSettings.DEFAULT);
        try (SidecarServer server =
                        new SidecarServer(
                                options,
                                models.learner(),
                                base,
                                bytes -> new ModelFile(base.architecture(), bytes));
                SilencingProxy proxy = new SilencingProxy(server.port())) {
            CompletableFuture<Void> silence =
                    CompletableFuture.runAsync(
                            () -> {
                                awaitResults(0);
                                proxy.stopForwarding();
                                awaitResults(3);
                                proxy.resume();
                            });
            int port = proxy.port();
            SidecarFactory clients = () -> new FlightSidecar("127.0.0.1", port);
            Collected run =
                    new TestingJob(
                                    NAME,
                                    config(),
                                    PlainStreet.feeds(10_000),
                                    TestingJob.LIVE,
                                    models,
                                    clients)
                            .run();

            assertThat(silence).isCompleted();
            assertThat(run.windows())
                    .hasSize(2 * WINDOWS)
                    .allMatch(w -> w.frames().delivered() == 30);
            assertThat(run.windows())
                    .filteredOn(w -> SILENT_WINDOWS.contains(w.window()))
                    .hasSize(2 * SILENT_WINDOWS.size())
                    .allMatch(w -> w.frames().analysed() > 0)
                    .allMatch(w -> w.labels().labels() > 0)
                    .allMatch(w -> w.labels().liveAccuracy() != null);
            // Reports from that time are delivered afterwards, at least once.
            assertThat(run.events())
                    .filteredOn(e -> e.kind() == EventKind.REPORTED)
                    .extracting(e -> e.camera() + e.window())
                    .hasSameElementsAs(
                            run.windows().stream().map(w -> w.camera() + w.window()).toList());
            assertThat(run.events()).filteredOn(e -> e.kind() == EventKind.SITE_CLOSED).hasSize(1);
        }
    }

    /** Waits until both cameras have the result of a window. */
    private static void awaitResults(long window) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .until(
                        () ->
                                new Collected(NAME)
                                                .windows().stream()
                                                        .map(WindowResult::window)
                                                        .filter(w -> w == window)
                                                        .count()
                                        == 2);
    }
}
