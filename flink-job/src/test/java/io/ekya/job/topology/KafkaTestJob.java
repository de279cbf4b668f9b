/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.Prediction;
import io.ekya.job.source.camera.ConfiguredFeeds;
import io.ekya.job.testing.Collected;
import io.ekya.job.testing.FailingOnce;
import io.ekya.job.testing.InMemorySidecar;
import io.ekya.job.testing.TestingBroker;
import io.ekya.job.testing.ToyModels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * A run of the complete job with cameras and results in Kafka; the results are collected in this
 * JVM as well.
 *
 * @param originMillis time at which the first window begins
 */
record KafkaTestJob(String name, TestingBroker broker, JobConfig config, long originMillis) {
    /** Time for the job to start and to find the topic's end. */
    private static final long LEAD_MILLIS = 7_000;

    private static final String JAAS =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"%s\" password=\"%s\";"
                    .formatted(TestingBroker.USER, TestingBroker.PASSWORD);

    /** Creates the topics; the job authenticates with a password from the environment. */
    static KafkaTestJob of(String name, TestingBroker broker, String yaml) throws Exception {
        for (String topic : List.of("frames", "predictions", "windows", "plans", "deadletters")) {
            broker.createTopic("ekya." + topic, topic.equals("frames") ? 2 : 1);
        }
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
        JobConfig config =
                new ConfigLoader(Map.of("JAAS", JAAS)).parse("test", yaml + kafka, List.of());
        InMemorySidecar.start(name);
        return new KafkaTestJob(name, broker, config, System.currentTimeMillis() + LEAD_MILLIS);
    }

    Collected collected() {
        return new Collected(name);
    }

    long startOf(long window) {
        return originMillis + Math.round(window * config.window().seconds() * 1000);
    }

    /**
     * Runs the job until it finishes.
     *
     * @param failure record at which the job fails once
     */
    void run(Path folder, FailingOnce.Kind<Prediction> failure) throws Exception {
        JobConnectors.Sinks collecting = collected().sinks();
        JobConnectors.Sinks failing =
                new JobConnectors.Sinks(
                        new FailingOnce<>(name, collecting.predictions(), failure),
                        collecting.windows(),
                        collecting.events(),
                        collecting.allocations(),
                        collecting.deadLetters());
        TestingJob.live(name, config, new ConfiguredFeeds(), new ToyModels(folder.toString()))
                .run(
                        originMillis,
                        List.of(
                                new JobConnectors.Output("", failing),
                                ConfiguredConnectors.kafka(config)));
    }

    /** Runs something beside the job; its failure fails the test that joins it. */
    static CompletableFuture<Void> beside(ThrowingRunnable work) {
        return CompletableFuture.runAsync(
                () -> {
                    try {
                        work.run();
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                });
    }

    interface ThrowingRunnable {
        void run() throws Exception;
    }

    List<String> values(String topic) {
        return broker.committed("ekya." + topic).stream()
                .map(r -> new String(r.value(), StandardCharsets.UTF_8))
                .toList();
    }

    static String header(ConsumerRecord<String, byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
