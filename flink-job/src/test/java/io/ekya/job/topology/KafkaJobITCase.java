/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.WindowResult;
import io.ekya.job.testing.Collected;
import io.ekya.job.testing.FrameProducer;
import io.ekya.job.testing.PlainStreet;
import io.ekya.job.testing.ResultSchema;
import io.ekya.job.testing.TestingBroker;
import io.ekya.job.testing.TestingCluster;
import io.ekya.job.testing.TestingFrames;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.apache.flink.api.common.JobExecutionResult;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The complete job between a real broker's topics: frames in, results out. */
@Timeout(150)
final class KafkaJobITCase {
    @RegisterExtension static final MiniClusterExtension FLINK = TestingCluster.withSlots(2);

    private static final String FRAMES = KafkaTestJob.FRAMES;
    private static final int LARGE_FRAMES = 3;
    private static final int POISON_OF_NORTH = 2;

    private static final String CONFIG =
            """
            cameras:
              - {id: north, source: "kafka:", fps: 10, width: 64, height: 48}
              - {id: south, source: "kafka:", fps: 10, width: 64, height: 48}
              - {id: gate, source: "kafka:", fps: 1, regions: frame}
            """
                    + KafkaTestJob.PROBE
                    + """
                      window: {seconds: 3}
                      sampling: {bursts: 2, offsets: [0, 1, 2]}
                      inference: {maxAgeMillis: 5000}
                      scheduler: {policy: thief, deadline: 0.3}
                      flink: {parallelism: 2, checkpointMillis: 500}
                      """;

    private static TestingBroker broker;

    private final Path folder;

    KafkaJobITCase(@TempDir Path folder) {
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
    void framesComeInAndResultsGoOut() throws Exception {
        List<String> streets = List.of("edge/north", "edge/south");
        Collected collected;
        try (KafkaTestJob job =
                        KafkaTestJob.start(
                                "kafka-job", broker, CONFIG, List.of(), folder, p -> false);
                FrameProducer producer = new FrameProducer(broker, FRAMES, streets)) {
            collected = job.collected();
            job.awaitReading(producer);
            producer.start();
            poison().forEach(producer::send);
            largeFrames().forEach(producer::send);
            await().atMost(KafkaTestJob.TIMEOUT).until(() -> job.delivered("south") > 40);
            int produced = producer.stop();

            // Every record of the site's cameras is accounted for.
            awaitDelivered(job, "north", produced + POISON_OF_NORTH);
            awaitDelivered(job, "south", produced);
            awaitDelivered(job, "gate", LARGE_FRAMES);
            job.stop(folder);
            assertThat(job.values("windows"))
                    .filteredOn(w -> w.contains("\"site\":\"edge\""))
                    .containsExactlyInAnyOrderElementsOf(values(collected));
        }
        assertThat(analysed(collected, "south")).isPositive();
        assertThat(analysed(collected, "gate")).isPositive();
        assertWindowsAreUnique();
        assertPredictions(broker.committed("ekya.predictions"));
        assertDeadLetters(broker.committed("ekya.deadletters"));
        assertSchemas();
        assertEvents();
        assertThat(broker.openTransactions(Long.MAX_VALUE)).isEmpty();
    }

    /** Neither the topic exists nor the cameras; time still passes, and the run ends. */
    @Test
    void silentCamerasGetWindowsAndTheRunEnds() throws Exception {
        String yaml =
                """
                cameras:
                  - {id: north, source: "kafka:", fps: 10}
                  - {id: south, source: "kafka:", fps: 10}
                window: {seconds: 2, count: 5} # the first may have passed before Kafka is connected
                flink: {parallelism: 2, checkpointMillis: 500}
                """;
        try (KafkaTestJob job =
                KafkaTestJob.start(
                        "kafka-silent",
                        broker,
                        yaml,
                        List.of("kafka.framesTopic=ekya.missing", "site=silent"),
                        folder,
                        p -> false)) {
            JobExecutionResult result =
                    job.client().getJobExecutionResult().get(90, TimeUnit.SECONDS);
            assertThat(result.isJobExecutionResult()).isTrue();
            for (String camera : List.of("north", "south")) {
                assertThat(job.windows(camera))
                        .isNotEmpty()
                        .allMatch(w -> w.frames().delivered() == 0)
                        .extracting(WindowResult::window)
                        .contains(1L);
            }
            assertThat(job.values("windows")).containsAll(values(job.collected()));
        }
    }

    private static void awaitDelivered(KafkaTestJob job, String camera, long frames) {
        await().atMost(KafkaTestJob.TIMEOUT)
                .untilAsserted(
                        () -> assertThat(job.delivered(camera)).as(camera).isEqualTo(frames));
    }

    private static long analysed(Collected collected, String camera) {
        return collected.writtenWindows().stream()
                .filter(w -> w.camera().equals(camera))
                .mapToLong(w -> w.frames().analysed())
                .sum();
    }

    private static List<String> values(Collected collected) throws Exception {
        List<String> values = new ArrayList<>();
        for (WindowResult window : collected.writtenWindows()) {
            values.add(new ObjectMapper().writeValueAsString(window));
        }
        return values;
    }

    private static void assertSchemas() throws Exception {
        for (String name : List.of("prediction", "window", "event", "plan", "deadletter")) {
            List<ConsumerRecord<String, byte[]>> records = broker.committed("ekya." + name + "s");
            ResultSchema schema = ResultSchema.named(name);
            assertThat(records).as(name).isNotEmpty();
            for (ConsumerRecord<String, byte[]> record : records) {
                assertThat(schema.errors(record.value())).as(name).isEmpty();
            }
        }
    }

    /** Each event once, in the journal's order, and identified. */
    private static void assertEvents() {
        List<String> ids =
                broker.committed("ekya.events").stream()
                        .filter(e -> e.key().equals("edge"))
                        .map(e -> KafkaTestJob.header(e, "ce_id"))
                        .toList();
        assertThat(ids)
                .isNotEmpty()
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("edge/[^/]+/\\d+"))
                .isSortedAccordingTo(Comparator.comparingLong(KafkaJobITCase::numberOf));
    }

    private static long numberOf(String id) {
        return Long.parseLong(id.substring(id.lastIndexOf('/') + 1));
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

    private static void assertWindowsAreUnique() {
        List<ConsumerRecord<String, byte[]>> records =
                broker.committed("ekya.windows").stream()
                        .filter(r -> r.key().startsWith("edge/"))
                        .toList();
        assertThat(records)
                .extracting(r -> KafkaTestJob.header(r, "ce_id"))
                .doesNotHaveDuplicates()
                .extracting(id -> id.substring(0, id.lastIndexOf('/')))
                .contains("edge/north", "edge/south", "edge/gate");
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
            if (record.key().equals("edge/north") || record.key().equals("edge/south")) {
                assertThat(p.regions().truth())
                        .containsExactly(
                                PlainStreet.classOf(p.index(), 0),
                                PlainStreet.classOf(p.index(), 1));
            }
        }
        assertThat(answers)
                .containsOnlyKeys("gate", "north", "probe", "south")
                .containsEntry("gate", (long) LARGE_FRAMES);
        assertThat(records)
                .extracting(r -> KafkaTestJob.header(r, "ce_id"))
                .filteredOn(id -> !id.startsWith("edge/probe/"))
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
