/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.WindowResult;
import io.ekya.job.testing.FrameProducer;
import io.ekya.job.testing.PlainStreet;
import io.ekya.job.testing.ResultSchema;
import io.ekya.job.testing.TestingBroker;
import io.ekya.job.testing.TestingFrames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The complete job between a real broker's topics: frames in, results out. */
@Timeout(150)
final class KafkaJobITCase {
    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final String FRAMES = "ekya.frames";
    private static final int WINDOWS = 3;
    private static final int LARGE_FRAMES = 3;

    private static final String CONFIG =
            """
            cameras:
              - {id: north, source: "kafka:", fps: 10, width: 64, height: 48}
              - {id: south, source: "kafka:", fps: 10, width: 64, height: 48}
              - {id: gate, source: "kafka:", fps: 1, regions: frame}
            window: {seconds: 3, count: 3}
            sampling: {bursts: 2, offsets: [0, 1, 2]}
            inference: {maxAgeMillis: 2000}
            scheduler: {policy: thief, deadline: 0.3}
            flink: {parallelism: 2, checkpointMillis: 500}
            """;

    private final Path folder;

    KafkaJobITCase(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void framesComeInAndResultsGoOut() throws Exception {
        try (TestingBroker broker = new TestingBroker(folder.resolve("kafka"))) {
            KafkaTestJob job = KafkaTestJob.of("kafka-job", broker, CONFIG);
            List<String> streets = List.of("edge/north", "edge/south");
            try (FrameProducer producer = new FrameProducer(broker, FRAMES, streets).start()) {
                CompletableFuture<Void> others =
                        KafkaTestJob.beside(
                                () -> {
                                    awaitFirstWindow(job);
                                    poison().forEach(producer::send);
                                    largeFrames().forEach(producer::send);
                                });
                job.run(folder, p -> false);
                assertThat(others).isCompleted();
                assertEveryFrameIsAccountedFor(job, producer);
            }
            assertWindowsAreWrittenOnce(job);
            assertPredictions(broker.committed("ekya.predictions"));
            assertDeadLetters(broker.committed("ekya.deadletters"));
            for (String topic : List.of("prediction", "window", "plan", "deadletter")) {
                assertThat(job.values(topic + "s")).as(topic).isNotEmpty();
                for (ConsumerRecord<String, byte[]> record :
                        broker.committed("ekya." + topic + "s")) {
                    assertThat(ResultSchema.named(topic).errors(record.value())).isEmpty();
                }
            }
            assertThat(broker.openTransactions()).isEmpty();
        }
    }

    private static void awaitFirstWindow(KafkaTestJob job) {
        await().atMost(Duration.ofSeconds(60))
                .until(() -> job.collected().predictions().stream().anyMatch(p -> p.window() == 0));
    }

    private static List<ProducerRecord<String, byte[]>> poison() {
        long now = System.currentTimeMillis();
        byte[] text = "no image".getBytes(StandardCharsets.UTF_8);
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        records.add(TestingFrames.record(FRAMES, "edge/north", now, text));
        records.add(new ProducerRecord<>(FRAMES, "edge/north", null));
        records.add(TestingFrames.record(FRAMES, "edge/unheard-of", now, text));
        records.add(new ProducerRecord<>(FRAMES, text));
        records.add(TestingFrames.record(FRAMES, "harbour/north", now, text)); // another site's
        return records;
    }

    private static List<ProducerRecord<String, byte[]>> largeFrames() {
        List<ProducerRecord<String, byte[]>> records = new ArrayList<>();
        byte[] large = TestingFrames.jpegOfSize(900 * 1024, 640, 480);
        for (int i = 0; i < LARGE_FRAMES; i++) {
            records.add(
                    TestingFrames.record(FRAMES, "edge/gate", System.currentTimeMillis(), large));
        }
        return records;
    }

    private static void assertEveryFrameIsAccountedFor(KafkaTestJob job, FrameProducer producer) {
        for (String camera : List.of("north", "south")) {
            for (WindowResult w : windows(job, camera)) {
                int produced =
                        producer.between(
                                        "edge/" + camera,
                                        job.startOf(w.window()),
                                        job.startOf(w.window() + 1))
                                .size();
                assertThat(w.frames().delivered())
                        .as("frames of %s in window %d", camera, w.window())
                        .isBetween((long) produced, produced + (camera.equals("north") ? 2L : 0));
            }
            long analysed =
                    windows(job, camera).stream().mapToLong(w -> w.frames().analysed()).sum();
            assertThat(analysed).as(camera).isPositive();
        }
        assertThat(windows(job, "north").stream().mapToLong(w -> w.frames().dropped()).sum())
                .as("two records of north are poison")
                .isGreaterThanOrEqualTo(2);
        assertThat(windows(job, "gate").stream().mapToLong(w -> w.frames().delivered()).sum())
                .as("frames of 900 KiB")
                .isEqualTo(LARGE_FRAMES);
    }

    private static List<WindowResult> windows(KafkaTestJob job, String camera) {
        return job.collected().windows().stream().filter(w -> w.camera().equals(camera)).toList();
    }

    private static void assertWindowsAreWrittenOnce(KafkaTestJob job) throws Exception {
        List<String> expected = new ArrayList<>();
        for (WindowResult window : job.collected().windows()) {
            expected.add(new ObjectMapper().writeValueAsString(window));
        }
        assertThat(expected).hasSize(3 * WINDOWS).doesNotHaveDuplicates();
        assertThat(job.values("windows")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(job.broker().committed("ekya.windows"))
                .extracting(r -> KafkaTestJob.header(r, "ce_id"))
                .contains("edge/north/0", "edge/south/2", "edge/gate/2")
                .doesNotHaveDuplicates();
    }

    private static void assertPredictions(List<ConsumerRecord<String, byte[]>> records)
            throws Exception {
        Map<String, Long> answers = new TreeMap<>();
        for (ConsumerRecord<String, byte[]> record : records) {
            Prediction p = new ObjectMapper().readValue(record.value(), Prediction.class);
            assertThat(record.key()).isEqualTo("edge/" + p.camera());
            assertThat(KafkaTestJob.header(record, "ce_id"))
                    .isEqualTo("edge/" + p.camera() + "/" + p.index());
            answers.merge(p.camera(), 1L, Long::sum);
            if (!p.camera().equals("gate")) {
                assertThat(p.regions().truth())
                        .containsExactly(
                                PlainStreet.classOf(p.index(), 0),
                                PlainStreet.classOf(p.index(), 1));
            }
        }
        assertThat(answers).containsOnlyKeys("gate", "north", "south");
        assertThat(records)
                .extracting(r -> KafkaTestJob.header(r, "ce_id"))
                .doesNotHaveDuplicates();
    }

    private static void assertDeadLetters(List<ConsumerRecord<String, byte[]>> records) {
        List<String> letters =
                records.stream()
                        .map(r -> r.key() + " " + new String(r.value(), StandardCharsets.UTF_8))
                        .toList();
        assertThat(letters)
                .anyMatch(l -> l.startsWith("edge/north ") && l.contains("is not a JPEG image"))
                .anyMatch(l -> l.startsWith("edge/north ") && l.contains("has no image"))
                .anyMatch(
                        l ->
                                l.startsWith("edge/unheard-of ")
                                        && l.contains("this camera is not configured"))
                .anyMatch(l -> l.contains("key must have the form site/camera"))
                .hasSize(4)
                .allMatch(l -> l.length() < 400);
    }
}
