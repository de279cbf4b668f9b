/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ekya.job.testing.FrameProducer;
import io.ekya.job.testing.TestingBroker;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The job's jar contains what it needs for Kafka: twice on a cluster without it. */
@Timeout(300)
class KafkaSubmissionITCase {
    private static final Duration TIMEOUT = Duration.ofSeconds(90);

    private static final String CONFIG =
            """
            cameras:
              - {id: north, source: "kafka:", fps: 10, width: 64, height: 48}
            window: {seconds: 3}
            sampling: {bursts: 2, offsets: [0, 1, 2]}
            scheduler: {policy: no-retraining, deadline: 0.3}
            flink: {checkpointMillis: 500}
            output: {to: [kafka]}
            kafka:
              bootstrapServers: "BROKER"
              properties:
                security.protocol: SASL_PLAINTEXT
                sasl.mechanism: PLAIN
                sasl.jaas.config: >-
                  org.apache.kafka.common.security.plain.PlainLoginModule required
                  username="USER" password="PASSWORD";
                compression.type: zstd
            """;

    @Test
    void framesAndResultsGoThroughKafkaOnEverySubmission(@TempDir Path folder) throws Exception {
        Path jar = Path.of("target", "ekya-job.jar").toAbsolutePath();
        Cluster cluster =
                new Cluster(ClusterFolder.at(folder.resolve("cluster")), System.out::println);
        try (TestingBroker broker = new TestingBroker(folder.resolve("kafka"));
                FrameProducer producer =
                        new FrameProducer(broker, "ekya.frames", List.of("edge/north"))) {
            broker.createTopics(
                    Map.of(
                            "ekya.frames",
                            1,
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
            producer.start();
            ClusterState state =
                    cluster.start(
                            new ClusterSettings(
                                    1,
                                    2,
                                    1,
                                    false,
                                    null,
                                    List.of("--gpus=1.0"),
                                    Map.of("rest.port", "0")),
                            ClusterSubmissionITCase.classPath());
            for (int submission = 0; submission < 2; submission++) {
                runUntilResults(state, jar, broker);
            }
            assertThat(
                            Files.readString(
                                    ClusterFolder.at(folder.resolve("cluster")).log(
                                            "taskmanager-1")))
                    .doesNotContain(TestingBroker.PASSWORD);
        } finally {
            cluster.stop();
        }
    }

    private static void runUntilResults(ClusterState state, Path jar, TestingBroker broker)
            throws Exception {
        int windows = broker.committed("ekya.windows").size();
        int plans = broker.committed("ekya.plans").size();
        int predictions = broker.committed("ekya.predictions").size();
        String config =
                CONFIG.replace("BROKER", broker.saslBootstrapServers())
                        .replace("USER", TestingBroker.USER)
                        .replace("PASSWORD", TestingBroker.PASSWORD);
        ClusterJobs jobs =
                new ClusterJobs(
                        new FlinkRest(state.ports().webUi()), new Waiting(System.out::println));
        List<String> sets = List.of("sidecar.address=" + state.ports().sidecars().get(0).address());
        String job =
                jobs.submit(
                        jar,
                        new ClusterJobs.Submission(
                                JobArguments.of(config, List.of(), sets), null, null));
        await().atMost(TIMEOUT)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(
                        () -> {
                            assertThat(broker.committed("ekya.windows"))
                                    .hasSizeGreaterThan(windows);
                            // Also aborts a transaction that the cancelled job left open.
                            assertThat(broker.committed("ekya.plans")).hasSizeGreaterThan(plans);
                            assertThat(broker.committed("ekya.predictions"))
                                    .hasSizeGreaterThan(predictions);
                        });
        jobs.cancel(job);
    }
}
