/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ekya.job.testing.FrameProducer;
import io.ekya.job.testing.TestingBroker;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The broker is killed and a task fails: committed window results are complete and unique. */
@Timeout(180)
final class KafkaFaultsITCase {
    @RegisterExtension
    static final MiniClusterExtension FLINK =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private static final int WINDOWS = 6;

    private static final String CONFIG =
            """
            cameras:
              - {id: north, source: "kafka:", fps: 10, width: 64, height: 48}
              - {id: south, source: "kafka:", fps: 10, width: 64, height: 48}
            window: {seconds: 3, count: 6}
            sampling: {bursts: 2, offsets: [0, 1, 2]}
            scheduler: {policy: thief, deadline: 0.3}
            flink: {parallelism: 2, checkpointMillis: 500}
            """;

    private final Path folder;

    KafkaFaultsITCase(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void windowsAreCommittedOnceAcrossFailures() throws Exception {
        List<String> keys = List.of("edge/north", "edge/south");
        try (TestingBroker broker = new TestingBroker(folder.resolve("kafka"))) {
            KafkaTestJob job = KafkaTestJob.of("kafka-faults", broker, CONFIG);
            try (FrameProducer producer = new FrameProducer(broker, "ekya.frames", keys).start()) {
                CompletableFuture<Void> crash =
                        KafkaTestJob.beside(
                                () -> {
                                    await().atMost(Duration.ofSeconds(60))
                                            .until(() -> !job.collected().windows().isEmpty());
                                    broker.kill();
                                    broker.start();
                                });
                job.run(folder, p -> p.window() == WINDOWS - 2);
                assertThat(crash).isCompleted();
            }
            List<String> expected = new ArrayList<>();
            for (String key : keys) {
                for (int window = 0; window < WINDOWS; window++) {
                    expected.add(key + "/" + window);
                }
            }
            assertThat(broker.committed("ekya.windows"))
                    .extracting(r -> KafkaTestJob.header(r, "ce_id"))
                    .containsExactlyInAnyOrderElementsOf(expected);
            assertThat(broker.committed("ekya.plans"))
                    .extracting(r -> KafkaTestJob.header(r, "ce_id"))
                    .isNotEmpty()
                    .doesNotHaveDuplicates();
            assertThat(broker.openTransactions()).isEmpty();
        }
    }
}
