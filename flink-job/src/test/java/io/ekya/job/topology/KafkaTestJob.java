/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.awaitility.Awaitility.await;

import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.Prediction;
import io.ekya.job.record.WindowResult;
import io.ekya.job.source.camera.ConfiguredFeeds;
import io.ekya.job.testing.Collected;
import io.ekya.job.testing.FailingOnce;
import io.ekya.job.testing.FrameProducer;
import io.ekya.job.testing.InMemorySidecar;
import io.ekya.job.testing.TestingBroker;
import io.ekya.job.testing.TestingFrames;
import io.ekya.job.testing.ToyModels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A run of the complete job with cameras and results in Kafka, until it is closed; the results are
 * collected in this JVM as well.
 */
record KafkaTestJob(String name, TestingBroker broker, JobClient client) implements AutoCloseable {
    static final Duration TIMEOUT = Duration.ofSeconds(60);

    static final String FRAMES = "ekya.frames";

    /** Camera whose frames only show that the job reads. */
    static final String PROBE = "  - {id: probe, source: \"kafka:\", fps: 1, regions: frame}\n";

    private static final int PARTITIONS = 2;
    private static final long LEAD_MILLIS = 1_000;

    private static final String JAAS =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                    .formatted(TestingBroker.USER, TestingBroker.PASSWORD);

    /** Creates the topics of a broker. */
    static void createTopics(TestingBroker broker) throws Exception {
        broker.createTopics(
                Map.of(
                        FRAMES,
                        PARTITIONS,
                        "ekya.predictions",
                        1,
                        "ekya.windows",
                        1,
                        "ekya.events",
                        1,
                        "ekya.plans",
                        1,
                        "ekya.deadletters",
                        1));
    }

    /**
     * Starts the job, which authenticates with a password from the environment.
     *
     * @param yaml the configuration without the connection to Kafka
     * @param sets overrides
     * @param failure record at which the job fails once
     */
    static KafkaTestJob start(
            String name,
            TestingBroker broker,
            String yaml,
            List<String> sets,
            Path folder,
            FailingOnce.Kind<Prediction> failure)
            throws Exception {
        String kafka =
                """
                output: {to: [kafka]}
                kafka:
                  bootstrapServers: "%s"
                  properties:
                    security.protocol: SASL_PLAINTEXT
                    sasl.mechanism: PLAIN
                    sasl.jaas.config: "${JAAS}"
                """
                        .formatted(broker.saslBootstrapServers());
        JobConfig config = new ConfigLoader(Map.of("JAAS", JAAS)).parse("test", yaml + kafka, sets);
        InMemorySidecar.start(name);
        JobConnectors.Sinks collecting = new Collected(name).sinks();
        JobConnectors.Sinks failing =
                new JobConnectors.Sinks(
                        new FailingOnce<>(name, collecting.predictions(), failure),
                        collecting.windows(),
                        collecting.events(),
                        collecting.allocations(),
                        collecting.deadLetters());
        TestingJob job =
                TestingJob.live(
                        name, config, new ConfiguredFeeds(), new ToyModels(folder.toString()));
        JobClient client =
                job.start(
                        job.startMillis(LEAD_MILLIS),
                        List.of(
                                new JobConnectors.Output("", failing),
                                ConfiguredConnectors.kafka(config)));
        return new KafkaTestJob(name, broker, client);
    }

    Collected collected() {
        return new Collected(name);
    }

    /** Waits until the job reads every partition, so that whatever follows is read. */
    void awaitReading(FrameProducer producer) {
        byte[] image = TestingFrames.jpegOfSize(2_000, 16, 16);
        await().atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> {
                            for (int p = 0; p < PARTITIONS; p++) {
                                producer.send(probe(p, image));
                            }
                            return collected().predictions().stream()
                                            .filter(p -> p.camera().equals("probe"))
                                            .mapToLong(Prediction::index)
                                            .distinct()
                                            .count()
                                    == PARTITIONS;
                        });
    }

    private static ProducerRecord<String, byte[]> probe(int partition, byte[] image) {
        ProducerRecord<String, byte[]> record =
                new ProducerRecord<>(FRAMES, partition, "edge/probe", image);
        String id = Integer.toString(partition);
        record.headers().add("ce_id", id.getBytes(StandardCharsets.UTF_8));
        return record;
    }

    List<WindowResult> windows(String camera) {
        return collected().windows().stream().filter(w -> w.camera().equals(camera)).toList();
    }

    long delivered(String camera) {
        return windows(camera).stream().mapToLong(w -> w.frames().delivered()).sum();
    }

    List<String> values(String topic) {
        return broker.committed("ekya." + topic).stream()
                .map(r -> new String(r.value(), StandardCharsets.UTF_8))
                .toList();
    }

    static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    /** Stops the job with a savepoint, which commits its results. */
    void stop(Path folder) throws Exception {
        client.stopWithSavepoint(
                        false,
                        folder.resolve("savepoint").toUri().toString(),
                        SavepointFormatType.CANONICAL)
                .get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
    }

    /** Cancels the job, and waits until it has ended. */
    @Override
    public void close() throws Exception {
        if (!client.getJobStatus().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS).isTerminalState()) {
            client.cancel().get(TIMEOUT.toSeconds(), TimeUnit.SECONDS);
        }
        await().atMost(TIMEOUT).until(() -> client.getJobStatus().get().isTerminalState());
    }
}
