/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.app.report.JsonLines;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.WindowResult;
import io.ekya.job.sink.FileLimits;
import io.ekya.job.sink.JsonLinesSink;
import io.ekya.job.sink.LineKey;
import io.ekya.job.sink.RolledFiles;
import io.ekya.job.testing.Collected;
import io.ekya.job.testing.FailingOnce;
import io.ekya.job.testing.InMemorySidecar;
import io.ekya.job.testing.PlainStreet;
import io.ekya.job.testing.TestingCluster;
import io.ekya.job.testing.ToyModels;
import io.ekya.sidecar.api.SidecarEvent;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The files of a job that fails and is restored hold each result and event once. */
@Timeout(120)
final class RolledResultsTest {
    @RegisterExtension static final MiniClusterExtension FLINK = TestingCluster.withSlots(2);

    private static final String NAME = "rolled";

    /** A file holds one or two lines. */
    private static final FileLimits LIMITS =
            new FileLimits(1 << 20, 500, Duration.ofHours(1).toMillis());

    private final Path folder;

    RolledResultsTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static JobConfig config() {
        String yaml =
                """
                cameras:
                  - {id: north, source: "synthetic:", fps: 10}
                  - {id: south, source: "synthetic:", fps: 10}
                window: {seconds: 2, count: 5}
                sampling: {bursts: 2, offsets: [0, 1, 2]}
                scheduler: {policy: thief, deadline: 0.3}
                flink: {parallelism: 2, checkpointMillis: 200}
                """;
        return new ConfigLoader().parse("test", yaml, List.of());
    }

    @Test
    void holdEachResultAndEventOnceAfterAFailure() throws Exception {
        InMemorySidecar.start(NAME);
        JobConnectors.Sinks collecting = new Collected(NAME).sinks();
        FailingOnce<Prediction> failing =
                new FailingOnce<>(NAME, collecting.predictions(), p -> p.index() >= 45);
        TestingJob job =
                TestingJob.live(
                        NAME,
                        config(),
                        PlainStreet.feeds(10_000),
                        new ToyModels(folder.resolve("students").toString()));
        job.run(
                job.startMillis(1_000),
                new JobConnectors.Sinks(
                        failing,
                        JsonLinesSink.once(
                                folder.resolve("windows.jsonl"),
                                WindowResult.class,
                                w -> new LineKey(w.camera(), w.window()),
                                LIMITS),
                        JsonLinesSink.once(
                                folder.resolve("events.jsonl"),
                                SidecarEvent.class,
                                e -> new LineKey(e.journal(), e.n()),
                                LIMITS),
                        collecting.allocations(),
                        collecting.deadLetters()));

        assertThat(failing.hasFailed()).isTrue();
        List<WindowResult> results = read("windows.jsonl", WindowResult.class);
        long last = results.stream().mapToLong(WindowResult::window).max().orElseThrow();
        for (String camera : List.of("north", "south")) {
            // A camera that starts late on a busy machine has no first window.
            List<Long> windows =
                    results.stream()
                            .filter(w -> w.camera().equals(camera))
                            .map(WindowResult::window)
                            .toList();
            assertThat(windows)
                    .as(camera)
                    .hasSizeGreaterThanOrEqualTo(3)
                    .containsExactlyInAnyOrderElementsOf(range(last - windows.size() + 1, last));
        }
        List<Long> events =
                read("events.jsonl", SidecarEvent.class).stream().map(SidecarEvent::n).toList();
        assertThat(events).containsExactlyInAnyOrderElementsOf(range(0, events.size() - 1));
    }

    private static List<Long> range(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    private <T> List<T> read(String name, Class<T> type) throws IOException {
        try (RolledFiles files = RolledFiles.open(folder.resolve(name))) {
            assertThat(files.rolled()).as(name).hasSizeGreaterThan(2);
        }
        List<T> all = new ArrayList<>();
        JsonLines.read(folder.resolve(name), node -> JsonLines.as(type, node).ifPresent(all::add));
        return all;
    }
}
