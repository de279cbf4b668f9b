/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ekya.job.record.WindowResult;
import io.ekya.job.testing.FrameProducer;
import io.ekya.job.testing.TestingBroker;
import io.ekya.job.testing.TestingCluster;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Cameras are added, changed and removed through a topic while the job runs. */
@Timeout(150)
final class KafkaCamerasITCase {
    @RegisterExtension static final MiniClusterExtension FLINK = TestingCluster.withSlots(2);

    private static final String CAMERAS = "ekya.cameras";
    private static final String SOUTH = "{source: 'kafka:', fps: 10, width: 64, height: 48}";
    private static final String CONFIG =
            """
            cameras:
              - {id: north, source: "kafka:", fps: 10, width: 64, height: 48}
            """
                    + KafkaTestJob.PROBE
                    + """
                      window: {seconds: 2}
                      sampling: {bursts: 2, offsets: [0, 1, 2]}
                      inference: {maxAgeMillis: 5000}
                      scheduler: {policy: thief, deadline: 0.3}
                      flink: {parallelism: 2, checkpointMillis: 500}
                      """;

    @Test
    void camerasComeAndGoThroughATopic(@TempDir Path folder) throws Exception {
        try (TestingBroker broker = new TestingBroker(folder.resolve("kafka"))) {
            KafkaTestJob.createTopics(broker);
            broker.createTopics(Map.of(CAMERAS, 1));
            List<String> streets = List.of("edge/north", "edge/south");
            try (KafkaTestJob job =
                            KafkaTestJob.start(
                                    "kafka-cameras",
                                    broker,
                                    CONFIG,
                                    List.of("kafka.camerasTopic=" + CAMERAS),
                                    folder,
                                    p -> false);
                    FrameProducer producer =
                            new FrameProducer(broker, KafkaTestJob.FRAMES, streets)) {
                job.awaitReading(producer);
                producer.start();
                awaitWindows(job, "north", 0, 1);
                assertThat(job.windows("south")).isEmpty();

                long added = System.currentTimeMillis();
                producer.send(change("edge/west", "{source: 'kafka:'}")); // without a frame rate
                producer.send(change("edge/south", SOUTH));
                awaitWindows(job, "south", added, 2);

                long removed = System.currentTimeMillis();
                producer.send(change("edge/south", null));
                awaitWindows(job, "north", removed + 2_000, 2);
                assertThat(job.windows("south"))
                        .filteredOn(w -> w.frames().analysed() > 0)
                        .allMatch(w -> w.startMillis() < removed + 2_000);

                int produced = producer.stop();
                await().atMost(KafkaTestJob.TIMEOUT)
                        .untilAsserted(
                                () ->
                                        assertThat(job.delivered("north"))
                                                .as("no frame of the other camera is lost")
                                                .isEqualTo(produced));
                assertThat(job.collected().deadLetters())
                        .anyMatch(
                                d ->
                                        d.camera().equals("west")
                                                && String.valueOf(d.error())
                                                        .contains("fps is required"));
            }
        }
    }

    private static ProducerRecord<String, byte[]> change(String key, @Nullable String camera) {
        return new ProducerRecord<>(
                CAMERAS, key, camera == null ? null : camera.getBytes(StandardCharsets.UTF_8));
    }

    /** Waits for windows with frames that begin after a time. */
    private static void awaitWindows(KafkaTestJob job, String camera, long millis, int windows) {
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () ->
                                assertThat(job.windows(camera))
                                        .as(camera)
                                        .filteredOn(w -> w.startMillis() >= millis)
                                        .filteredOn(w -> w.frames().analysed() > 0)
                                        .extracting(WindowResult::window)
                                        .hasSizeGreaterThanOrEqualTo(windows));
    }
}
