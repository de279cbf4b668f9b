/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ekya.job.record.Prediction;
import io.ekya.job.record.WindowResult;
import io.ekya.job.testing.FrameProducer;
import io.ekya.job.testing.TestingBroker;
import io.ekya.job.testing.TestingCluster;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Backlogs of five minutes, before the start and while the job runs, are skipped by age. */
@Timeout(150)
final class KafkaBacklogITCase {
    @RegisterExtension static final MiniClusterExtension FLINK = TestingCluster.withSlots(2);

    private static final List<String> CAMERAS = List.of("north", "south");
    private static final int BACKLOG = 5 * 60 * 10; // frames a camera in five minutes
    private static final long MAX_AGE_MILLIS = 1_000;
    private static final long RECOVERY_MILLIS = 10_000;
    private static final int RECENT_FRAMES = 50; // answers of a camera after the recovery

    private static final String CONFIG =
            """
            cameras:
              - {id: north, source: "kafka:", fps: 10, width: 64, height: 48}
              - {id: south, source: "kafka:", fps: 10, width: 64, height: 48}
            """
                    + KafkaTestJob.PROBE
                    + """
                      window: {seconds: 3}
                      sampling: {bursts: 2, offsets: [0, 1, 2]}
                      inference: {maxAgeMillis: 1000}
                      scheduler: {policy: no-retraining, deadline: 0.3}
                      flink: {parallelism: 1, checkpointMillis: 1000}
                      """;

    private static TestingBroker broker;

    private final Path folder;

    KafkaBacklogITCase(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeAll
    static void startBroker(@TempDir Path folder) throws Exception {
        broker = new TestingBroker(folder.resolve("kafka"));
        KafkaTestJob.createTopics(broker);
    }

    @AfterAll
    static void stopBroker() throws Exception {
        broker.close();
    }

    @Test
    void backlogsAreSkippedAndCounted() throws Exception {
        List<String> keys = CAMERAS.stream().map(c -> "edge/" + c).toList();
        try (FrameProducer producer = new FrameProducer(broker, KafkaTestJob.FRAMES, keys)) {
            producer.sendBacklog(0, BACKLOG); // before the start: never read
            try (KafkaTestJob job =
                    KafkaTestJob.start(
                            "kafka-backlog", broker, CONFIG, List.of(), folder, p -> false)) {
                job.awaitReading(producer);
                producer.sendBacklog(10_000, BACKLOG);
                long sent = System.currentTimeMillis();
                producer.start();
                for (String camera : CAMERAS) {
                    await().atMost(KafkaTestJob.TIMEOUT)
                            .until(
                                    () ->
                                            answers(job, camera, sent + RECOVERY_MILLIS).size()
                                                    >= RECENT_FRAMES);
                    assertRecovers(answers(job, camera, sent), sent);
                }
                int produced = producer.stop();
                for (String camera : CAMERAS) {
                    awaitAccounted(job, camera, produced);
                }
            }
        }
    }

    /** Returns the answered frames that were captured after a time. */
    private static List<Prediction> answers(KafkaTestJob job, String camera, long sinceMillis) {
        return job.collected().predictions().stream()
                .filter(p -> p.camera().equals(camera) && p.timeMillis() >= sinceMillis)
                .filter(p -> p.how() != Prediction.How.DROPPED)
                .toList();
    }

    /**
     * The first frame is answered within the time for recovery; the 99th percentile of the ages of
     * all answers after that time is below the limit.
     */
    private static void assertRecovers(List<Prediction> answers, long sentMillis) {
        Prediction first = answers.get(0);
        assertThat(first.timeMillis() + first.latencyMillis() - sentMillis)
                .isLessThan(RECOVERY_MILLIS);
        List<Long> ages =
                answers.stream()
                        .filter(p -> p.timeMillis() >= sentMillis + RECOVERY_MILLIS)
                        .map(Prediction::latencyMillis)
                        .sorted()
                        .toList();
        assertThat(ages).hasSizeGreaterThanOrEqualTo(RECENT_FRAMES);
        assertThat(ages.get((ages.size() - 1) * 99 / 100)).isLessThanOrEqualTo(MAX_AGE_MILLIS);
    }

    /** Every frame since the start is answered or counted as dropped; none of before is. */
    private static void awaitAccounted(KafkaTestJob job, String camera, int produced) {
        await().atMost(KafkaTestJob.TIMEOUT)
                .untilAsserted(
                        () ->
                                assertThat(job.delivered(camera))
                                        .as(camera)
                                        .isEqualTo(BACKLOG + produced));
        assertThat(job.windows(camera).stream().map(WindowResult::frames).toList())
                .as("most frames of the backlog are dropped, most others are not")
                .satisfies(
                        frames ->
                                assertThat(frames.stream().mapToLong(f -> f.dropped()).sum())
                                        .isBetween((long) BACKLOG, (long) BACKLOG + produced / 2));
    }
}
