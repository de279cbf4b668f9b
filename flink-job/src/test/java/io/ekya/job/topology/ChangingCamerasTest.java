/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.WindowResult;
import io.ekya.job.testing.Collected;
import io.ekya.job.testing.InMemorySidecar;
import io.ekya.job.testing.PlainStreet;
import io.ekya.job.testing.TestingCluster;
import io.ekya.job.testing.ToyModels;
import io.ekya.sidecar.api.RetrainRequest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Cameras are added, changed and removed in a file while the job runs. */
@Timeout(180)
final class ChangingCamerasTest {
    @RegisterExtension static final MiniClusterExtension FLINK = TestingCluster.withSlots(2);

    private static final String NAME = "changing-cameras";
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long WINDOW_MILLIS = 3_000;
    private static final int FPS = 10;

    private final Path folder;
    private final Path file;
    private final Collected run = new Collected(NAME);

    ChangingCamerasTest(@TempDir Path folder) {
        this.folder = folder;
        this.file = folder.resolve("cameras.yaml");
    }

    private JobClient submit(int parallelism, @Nullable String savepoint) throws Exception {
        String yaml =
                """
                camerasFile: "%s"
                window: {seconds: 3}
                sampling: {bursts: 2, offsets: [0, 1, 2]}
                scheduler: {policy: thief, deadline: 0.3}
                flink: {parallelism: %d, checkpointMillis: 500}
                """
                        .formatted(file, parallelism);
        JobConfig config = new ConfigLoader().parse("test", yaml, List.of());
        TestingJob job =
                TestingJob.live(
                        NAME,
                        config,
                        PlainStreet.feeds(Integer.MAX_VALUE),
                        new ToyModels(folder.resolve("students").toString()));
        return job.start(
                job.startMillis(1_000),
                List.of(new JobConnectors.Output("", run.sinks())),
                savepoint);
    }

    private void write(String... cameras) throws IOException {
        StringBuilder yaml = new StringBuilder("cameras:\n");
        for (String camera : cameras) {
            yaml.append("- {").append(camera).append(", source: \"synthetic:\"}\n");
        }
        Files.writeString(file, yaml);
    }

    private List<WindowResult> windowsOf(String camera) {
        return run.writtenWindows().stream().filter(w -> w.camera().equals(camera)).toList();
    }

    /** Waits for complete windows that begin after a time. */
    private void awaitWindows(String camera, long millis, int windows, int fps) {
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () ->
                                assertThat(windowsOf(camera))
                                        .as(camera)
                                        .filteredOn(w -> w.startMillis() >= millis)
                                        .filteredOn(w -> delivered(w) == fps * WINDOW_MILLIS / 1000)
                                        .hasSizeGreaterThanOrEqualTo(windows));
    }

    private static long delivered(WindowResult window) {
        return window.frames().delivered();
    }

    /** Waits until the job plans for these cameras only. */
    private void awaitPlanned(String... cameras) {
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () -> {
                            long epoch =
                                    run.allocations().stream()
                                            .mapToLong(a -> a.epoch())
                                            .max()
                                            .orElse(0);
                            assertThat(run.allocations())
                                    .filteredOn(a -> a.epoch() == epoch)
                                    .extracting(a -> a.camera())
                                    .containsOnly(cameras);
                        });
    }

    @Test
    void camerasComeChangeAndGoWhileTheOthersLoseNoFrame() throws Exception {
        InMemorySidecar sidecar = InMemorySidecar.start(NAME);
        write("id: a, fps: 10", "id: b, fps: 10");
        JobClient job = submit(2, null);
        awaitWindows("a", 0, 1, FPS);
        awaitWindows("b", 0, 1, FPS);

        Files.writeString(file, "cameras:\n- {id: a, fps: -3}\n");
        await().atMost(TIMEOUT)
                .untilAsserted(
                        () ->
                                assertThat(run.deadLetters())
                                        .anyMatch(d -> String.valueOf(d.error()).contains("-3")));

        long changed = System.currentTimeMillis();
        write("id: a, fps: 10", "id: b, fps: 20", "id: c, fps: 10");
        awaitPlanned("a", "b", "c");
        awaitWindows("b", changed, 1, 2 * FPS);
        awaitWindows("c", changed, 1, FPS);
        assertThat(windowsOf("c").get(0).startMillis())
                .as("its first result is that of the next window at the latest")
                .isLessThanOrEqualTo(changed + WINDOW_MILLIS);
        await().atMost(TIMEOUT)
                .until(
                        () ->
                                sidecar.commands(RetrainRequest.class).stream()
                                        .anyMatch(r -> r.camera().equals("c")));

        long removed = System.currentTimeMillis();
        write("id: a, fps: 10", "id: b, fps: 20");
        awaitPlanned("a", "b");
        await().atMost(TIMEOUT).until(() -> threadsOf("c") == 0);
        assertThat(threadsOf("a")).isOne();
        awaitWindows("a", removed + WINDOW_MILLIS, 1, FPS);
        assertThat(windowsOf("c"))
                .as("no result of a window without the camera")
                .allMatch(w -> w.startMillis() < removed + WINDOW_MILLIS);

        String savepoint =
                job.stopWithSavepoint(
                                false,
                                folder.resolve("savepoints").toUri().toString(),
                                SavepointFormatType.CANONICAL)
                        .get(60, TimeUnit.SECONDS);
        assertNoFrameOfTheOthersIsMissing();

        Files.delete(file);
        long restored = System.currentTimeMillis();
        JobClient continued = submit(1, savepoint);
        awaitWindows("a", restored, 1, FPS);
        awaitWindows("b", restored, 1, 2 * FPS);
        continued.cancel().get(60, TimeUnit.SECONDS);
        assertThat(windowsOf("c")).allMatch(w -> w.startMillis() < removed + WINDOW_MILLIS);
        assertThat(run.predictions())
                .filteredOn(p -> p.camera().equals("b"))
                .extracting(Prediction::index)
                .as("numbers of the changed camera")
                .doesNotHaveDuplicates();
    }

    /**
     * Every frame since the first complete window is counted. A frame next to the beginning or the
     * end may be counted in the window beside it, where frames were skipped.
     */
    private void assertNoFrameOfTheOthersIsMissing() {
        List<WindowResult> windows = windowsOf("a");
        long first = windows.get(0).window();
        long complete = windows.get(windows.size() - 1).window() - first;
        assertThat(windows)
                .extracting(WindowResult::window)
                .as("no window is missing or doubled")
                .doesNotHaveDuplicates()
                .hasSize((int) complete + 1);
        long frames = complete * FPS * WINDOW_MILLIS / 1000;
        assertThat(windows.stream().skip(1).mapToLong(ChangingCamerasTest::delivered).sum())
                .isBetween(frames - 1, frames + 1);
    }

    private static long threadsOf(String camera) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(t -> t.getName().equals("camera " + camera))
                .count();
    }
}
