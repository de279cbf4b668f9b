/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ekya.job.record.Prediction;
import io.ekya.job.testing.FrameProducer;
import io.ekya.job.testing.TestingBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Backlogs of five minutes, before the start and while the job runs, are skipped by age. */
@Timeout(150)
final class KafkaBacklogITCase {
    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final int BACKLOG = 5 * 60 * 10; // frames a camera in five minutes
    private static final int MAX_AGE_MILLIS = 1_000;
    private static final int RECOVERY_MILLIS = 4_000;
    private static final int WINDOWS = 4;

    private static final String CONFIG =
            """
            cameras:
              - {id: north, source: "kafka:", fps: 10, width: 64, height: 48}
              - {id: south, source: "kafka:", fps: 10, width: 64, height: 48}
            window: {seconds: 3, count: 4}
            sampling: {bursts: 2, offsets: [0, 1, 2]}
            inference: {maxAgeMillis: 1000}
            scheduler: {policy: no-retraining, deadline: 0.3}
            flink: {parallelism: 1, checkpointMillis: 1000}
            """;

    private final Path folder;

    KafkaBacklogITCase(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void backlogsAreSkippedAndCounted() throws Exception {
        List<String> keys = List.of("edge/north", "edge/south");
        AtomicLong skippedAt = new AtomicLong();
        try (TestingBroker broker = new TestingBroker(folder.resolve("kafka"))) {
            KafkaTestJob job = KafkaTestJob.of("kafka-backlog", broker, CONFIG);
            try (FrameProducer producer = new FrameProducer(broker, "ekya.frames", keys)) {
                producer.sendBacklog(0, BACKLOG); // before the start: never read
                producer.start();
                CompletableFuture<Void> burst =
                        KafkaTestJob.beside(
                                () -> {
                                    await().atMost(Duration.ofSeconds(60))
                                            .until(
                                                    () ->
                                                            System.currentTimeMillis()
                                                                    > job.startOf(0)
                                                                            + MAX_AGE_MILLIS);
                                    producer.sendBacklog(1_000_000, BACKLOG);
                                    skippedAt.set(System.currentTimeMillis());
                                });
                job.run(folder, p -> false);
                assertThat(burst).isCompleted();

                for (String key : keys) {
                    assertAccounted(job, producer, key);
                    assertFresh(job, producer, key, skippedAt.get() + RECOVERY_MILLIS);
                }
            }
        }
    }

    /** Every frame since the start is answered or counted as dropped; none of before is. */
    private static void assertAccounted(KafkaTestJob job, FrameProducer producer, String key) {
        int live = producer.between(key, job.startOf(0), job.startOf(WINDOWS)).size();
        var frames =
                job.collected().windows().stream()
                        .filter(w -> ("edge/" + w.camera()).equals(key))
                        .map(w -> w.frames())
                        .toList();
        assertThat(frames).hasSize(WINDOWS);
        assertThat(frames.stream().mapToLong(f -> f.delivered()).sum()).isEqualTo(live + BACKLOG);
        assertThat(frames.stream().mapToLong(f -> f.dropped()).sum())
                .isGreaterThanOrEqualTo(BACKLOG);
    }

    /** From some seconds after the backlog on, frames are answered in time. */
    private static void assertFresh(
            KafkaTestJob job, FrameProducer producer, String key, long fromMillis) {
        int produced = producer.between(key, fromMillis, job.startOf(WINDOWS)).size();
        List<Long> ages =
                job.collected().predictions().stream()
                        .filter(p -> ("edge/" + p.camera()).equals(key))
                        .filter(p -> p.timeMillis() >= fromMillis)
                        .filter(p -> p.window() < WINDOWS)
                        .filter(p -> p.how() != Prediction.How.DROPPED)
                        .map(Prediction::latencyMillis)
                        .sorted()
                        .toList();
        assertThat(produced).as("frames after the backlog").isGreaterThan(10);
        assertThat(ages).hasSizeGreaterThan(produced * 9 / 10);
        assertThat(ages.get((ages.size() - 1) * 99 / 100)).isLessThan(MAX_AGE_MILLIS);
    }
}
