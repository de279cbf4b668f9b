/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.WindowResult;
import io.ekya.job.testing.Collected;
import io.ekya.job.testing.FailingOnce;
import io.ekya.job.testing.InMemorySidecar;
import io.ekya.job.testing.PlainStreet;
import io.ekya.job.testing.TestingCluster;
import io.ekya.job.testing.ToyModels;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.SidecarEvent;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job that fails in a window and is restored from its last checkpoint. */
@Timeout(120)
final class RestoredJobTest {
    @RegisterExtension static final MiniClusterExtension FLINK = TestingCluster.withSlots(2);

    private static final String NAME = "restored";
    private static final String TRAINED = ToyModels.studentKnowing(100).sha256();
    private static final int FRAMES_PER_WINDOW = 20;
    private static final int WINDOWS = 6;
    private static final long WINDOW_MILLIS = 2_000;

    /** The job fails in this window. */
    private static final long FAILS_IN = 2;

    private final Path folder;

    RestoredJobTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static JobConfig config() {
        String yaml =
                """
                cameras:
                  - {id: north, source: "synthetic:", fps: 10}
                  - {id: south, source: "synthetic:", fps: 10}
                window: {seconds: 2, count: 6}
                sampling: {bursts: 2, offsets: [0, 1, 2]}
                scheduler: {policy: thief, deadline: 0.3}
                flink: {parallelism: 2, checkpointMillis: 200}
                """;
        return new ConfigLoader().parse("test", yaml, List.of());
    }

    @Test
    void countsFramesOnceAndServesPromotedStudents() throws Exception {
        InMemorySidecar sidecar = InMemorySidecar.start(NAME);
        Collected run = new Collected(NAME);
        JobConnectors.Sinks sinks = run.sinks();
        TestingJob job =
                TestingJob.live(
                        NAME,
                        config(),
                        PlainStreet.feeds(10_000),
                        new ToyModels(folder.toString()));
        long start = job.startMillis();
        long first = start / WINDOW_MILLIS;
        FailingOnce<Prediction> failing =
                new FailingOnce<>(
                        NAME,
                        sinks.predictions(),
                        p ->
                                p.window() == first + FAILS_IN
                                        && p.model().student().equals(TRAINED)
                                        && p.index() % FRAMES_PER_WINDOW == FRAMES_PER_WINDOW / 2);
        job.run(
                start,
                new JobConnectors.Sinks(
                        failing,
                        sinks.windows(),
                        sinks.events(),
                        sinks.allocations(),
                        sinks.deadLetters()));

        assertThat(failing.hasFailed()).isTrue();
        assertThat(run.allocations()).extracting(a -> a.source().reason()).contains("restart");
        assertRegisteredEventsAreRecent(sidecar);
        assertWindowsAreCompleteWithoutDuplicates(run);
        assertJournalResumed(run.events());
        for (String camera : List.of("north", "south")) {
            WindowResult last = results(run, camera, WINDOWS - 1).get(0);
            assertThat(last.inference().student()).isEqualTo(TRAINED);
            assertThat(last.truth().accuracy()).isGreaterThan(0.9);
            assertThat(last.labels().labels()).isPositive();
        }
        // The restored job retrains later windows under a new epoch.
        assertThat(sidecar.commands(RetrainRequest.class))
                .anyMatch(r -> r.epoch() == 1)
                .anyMatch(r -> r.epoch() == 2 && r.window() >= first + FAILS_IN);
        assertThat(ToyModels.OPEN).hasValue(0);
    }

    /** Frames missed during the restart may be reported after the end of their window. */
    private static void assertWindowsAreCompleteWithoutDuplicates(Collected run) {
        for (String camera : List.of("north", "south")) {
            long nearFailure = 0;
            for (long window = 0; window < WINDOWS; window++) {
                List<WindowResult> results = results(run, camera, window);
                assertThat(results).as("%s %d", camera, window).isNotEmpty();
                if (window == FAILS_IN || window == FAILS_IN + 1) {
                    nearFailure +=
                            results.stream()
                                    .mapToLong(r -> r.frames().delivered())
                                    .max()
                                    .orElseThrow();
                } else {
                    assertThat(results).allMatch(r -> r.frames().delivered() == FRAMES_PER_WINDOW);
                }
            }
            assertThat(nearFailure).as(camera).isLessThanOrEqualTo(2 * FRAMES_PER_WINDOW);
        }
    }

    private static void assertRegisteredEventsAreRecent(InMemorySidecar sidecar) {
        long restarted =
                sidecar.events(EventKind.HELLO).stream()
                        .mapToLong(SidecarEvent::n)
                        .max()
                        .orElseThrow();
        assertThat(sidecar.registered()).containsOnlyKeys("edge/flink-job");
        assertThat(sidecar.registered().get("edge/flink-job"))
                .as("it also advances after the restart")
                .isBetween(restarted, (long) sidecar.events().size());
    }

    /** Asserts that no event is missing and that events before the checkpoint are not repeated. */
    private static void assertJournalResumed(List<SidecarEvent> events) {
        List<Long> numbers = events.stream().map(SidecarEvent::n).distinct().sorted().toList();
        assertThat(numbers)
                .containsExactlyElementsOf(LongStream.range(0, numbers.size()).boxed().toList());
        assertThat(events).filteredOn(e -> e.n() == 0).hasSize(1);
        assertThat(events).filteredOn(e -> e.kind() == EventKind.HELLO).hasSize(2);
    }

    private static List<WindowResult> results(Collected run, String camera, long window) {
        return run.windows().stream()
                .filter(w -> w.camera().equals(camera) && w.window() == window)
                .toList();
    }
}
