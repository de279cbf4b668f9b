/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.WindowResult;
import io.ekya.job.testing.Collected;
import io.ekya.job.testing.InMemorySidecar;
import io.ekya.job.testing.PlainStreet;
import io.ekya.job.testing.TestingCluster;
import io.ekya.job.testing.ToyModels;
import io.ekya.sidecar.api.RetrainRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Jobs that stop with a savepoint and continue from it as new submissions. */
@Timeout(240)
class SavepointTest {
    @RegisterExtension static final MiniClusterExtension FLINK = TestingCluster.withSlots(4);

    private static final long WINDOW_MILLIS = 2_000;
    private static final String CAMERAS =
            """
            cameras:
              - {id: a, source: "synthetic:", fps: 10}
              - {id: b, source: "synthetic:", fps: 10}
              - {id: c, source: "synthetic:", fps: 10}
            """;

    @TempDir Path folder;

    private static JobConfig config(String cameras, int parallelism) {
        String yaml =
                cameras
                        + """
                window: {seconds: 2}
                sampling: {bursts: 2, offsets: [0, 1, 2]}
                scheduler: {policy: thief, deadline: 0.3}
                flink: {parallelism: %d, checkpointMillis: 500}
                """
                                .formatted(parallelism);
        return new ConfigLoader().parse("test", yaml, List.of());
    }

    private JobClient submit(String name, JobConfig config, @Nullable String savepoint)
            throws Exception {
        TestingJob job =
                TestingJob.live(
                        name,
                        config,
                        PlainStreet.feeds(Integer.MAX_VALUE),
                        new ToyModels(folder.resolve("students").toString()));
        return job.start(
                job.startMillis(1_000),
                List.of(new JobConnectors.Output("", new Collected(name).sinks())),
                savepoint);
    }

    private String stop(JobClient job) throws Exception {
        return job.stopWithSavepoint(
                        false,
                        folder.resolve("savepoints").toUri().toString(),
                        SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
    }

    private static void awaitResultsSince(String name, long millis, int windows) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(
                        () ->
                                new Collected(name)
                                                .windows().stream()
                                                        .filter(w -> w.startMillis() >= millis)
                                                        .filter(w -> w.frames().analysed() > 0)
                                                        .map(WindowResult::window)
                                                        .distinct()
                                                        .count()
                                        >= windows);
    }

    private static List<WindowResult> of(String name, String camera) {
        return new Collected(name)
                .windows().stream().filter(w -> w.camera().equals(camera)).toList();
    }

    private static void assertEachWindowOnce(String name, String camera) {
        List<WindowResult> results = of(name, camera);
        assertThat(results).extracting(WindowResult::window).doesNotHaveDuplicates();
        long first = results.get(0).window();
        assertThat(results)
                .extracting(WindowResult::window)
                .as("no window of %s is missing", camera)
                .isSorted()
                .hasSize((int) (results.get(results.size() - 1).window() - first + 1));
        assertThat(results).allMatch(w -> w.startMillis() % WINDOW_MILLIS == 0);
    }

    @Test
    void continuesAtAnotherParallelismAfterAPause() throws Exception {
        String name = "savepoint-rescaled";
        InMemorySidecar sidecar = InMemorySidecar.start(name);
        JobClient first = submit(name, config(CAMERAS, 1), null);
        awaitResultsSince(name, 0, 2);
        String savepoint = stop(first);
        TimeUnit.MILLISECONDS.sleep(5 * WINDOW_MILLIS / 2); // the pause is the scenario

        long restored = System.currentTimeMillis();
        JobClient second = submit(name, config(CAMERAS, 4), savepoint);
        awaitResultsSince(name, restored, 2);
        savepoint = stop(second);

        restored = System.currentTimeMillis();
        JobClient third = submit(name, config(CAMERAS, 1), savepoint);
        awaitResultsSince(name, restored, 2);
        third.cancel().get(60, TimeUnit.SECONDS);

        for (String camera : List.of("a", "b", "c")) {
            assertEachWindowOnce(name, camera);
        }
        assertThat(sidecar.commands(RetrainRequest.class))
                .as("retraining goes on")
                .anyMatch(r -> r.epoch() == 2)
                .anyMatch(r -> r.epoch() == 3);
    }

    @Test
    void continuesWithAnEmptySidecarAndWithOtherCameras() throws Exception {
        String name = "savepoint-changed";
        InMemorySidecar.start(name);
        JobClient first = submit(name, config(CAMERAS, 2), null);
        awaitResultsSince(name, 0, 2);
        String savepoint = stop(first);

        InMemorySidecar emptied = InMemorySidecar.start(name);
        String otherCameras =
                """
                cameras:
                  - {id: a, source: "synthetic:", fps: 10}
                  - {id: c, source: "synthetic:", fps: 10}
                  - {id: d, source: "synthetic:", fps: 10}
                """;
        long restored = System.currentTimeMillis();
        JobClient second = submit(name, config(otherCameras, 2), savepoint);
        awaitResultsSince(name, restored, 3);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(emptied.commands(RetrainRequest.class))
                                        .as("planning and promotion resume in a later epoch")
                                        .anyMatch(r -> r.epoch() >= 2 && r.camera().equals("a"))
                                        .anyMatch(r -> r.camera().equals("d")));
        second.cancel().get(60, TimeUnit.SECONDS);

        assertEachWindowOnce(name, "a");
        assertThat(of(name, "d"))
                .isNotEmpty()
                .allMatch(w -> w.startMillis() >= restored - WINDOW_MILLIS);
        assertThat(of(name, "b")).noneMatch(w -> w.startMillis() >= restored);
    }

    /**
     * Restores the savepoint in the test resources, which an earlier build of this release has
     * written (see CONTRIBUTING.md). If this fails, users of this release lose their state.
     */
    @Test
    void aSavepointOfThisReleaseIsRestored() throws Exception {
        String name = "savepoint-fixture";
        InMemorySidecar sidecar = InMemorySidecar.start(name);
        Path fixture = Path.of(SavepointTest.class.getResource("/savepoints/0.2.0").toURI());
        long restored = System.currentTimeMillis();
        JobClient job = submit(name, config(CAMERAS, 2), fixture.toUri().toString());
        awaitResultsSince(name, restored, 2);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !sidecar.commands(RetrainRequest.class).isEmpty());
        job.cancel().get(60, TimeUnit.SECONDS);

        for (String camera : List.of("a", "b", "c")) {
            List<WindowResult> results = of(name, camera);
            assertThat(results).extracting(WindowResult::window).doesNotHaveDuplicates();
            assertThat(results.get(0).endMillis())
                    .as("the window of the savepoint comes first")
                    .isLessThan(restored);
        }
        assertThat(sidecar.commands(RetrainRequest.class))
                .as("the epoch of the savepoint is exceeded")
                .allMatch(r -> r.epoch() >= 2);
    }

    /** Writes that savepoint into the folder that EKYA_WRITE_SAVEPOINT names. */
    @Test
    @EnabledIfEnvironmentVariable(named = "EKYA_WRITE_SAVEPOINT", matches = ".+")
    void writeTheSavepointOfThisRelease() throws Exception {
        String name = "savepoint-written";
        InMemorySidecar sidecar = InMemorySidecar.start(name);
        JobClient job = submit(name, config(CAMERAS, 1), null);
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .until(() -> !sidecar.commands(RetrainRequest.class).isEmpty());
        awaitResultsSince(name, 0, 3);
        job.stopWithSavepoint(
                        false,
                        Path.of(System.getenv("EKYA_WRITE_SAVEPOINT")).toUri().toString(),
                        SavepointFormatType.CANONICAL)
                .get(60, TimeUnit.SECONDS);
    }
}
