/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.ekya.job.testing.FrameProducer;
import io.ekya.job.testing.TestingBroker;
import io.ekya.job.testing.TestingCluster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A job whose broker is killed; {@code bench cluster-faults} counts results across failures. */
@Timeout(200)
final class KafkaFaultsITCase {
    @RegisterExtension static final MiniClusterExtension FLINK = TestingCluster.withSlots(2);

    private static final String CONFIG =
            """
            cameras:
              - {id: north, source: "kafka:", fps: 10, width: 64, height: 48}
              - {id: south, source: "kafka:", fps: 10, width: 64, height: 48}
            """
                    + KafkaTestJob.PROBE
                    + """
                      window: {seconds: 2}
                      sampling: {bursts: 2, offsets: [0, 1, 2]}
                      scheduler: {policy: thief, deadline: 0.3}
                      flink: {parallelism: 2, checkpointMillis: 500}
                      """;

    private final Path folder;

    KafkaFaultsITCase(@TempDir Path folder) {
        this.folder = folder;
    }

    /** Writers that cannot close would end the TaskManager. */
    @Test
    void aJobCanBeCancelledWithoutABroker() throws Exception {
        try (TestingBroker broker = new TestingBroker(folder.resolve("kafka"))) {
            KafkaTestJob.createTopics(broker);
            try (KafkaTestJob job =
                            KafkaTestJob.start(
                                    "kafka-cancelled",
                                    broker,
                                    CONFIG,
                                    List.of("kafka.properties.max.block.ms=5000"),
                                    folder,
                                    p -> false);
                    FrameProducer producer =
                            new FrameProducer(broker, KafkaTestJob.FRAMES, List.of("edge/north"))) {
                job.awaitReading(producer);
                awaitMoreWindows(broker, 0);
                await().atMost(KafkaTestJob.TIMEOUT)
                        .until(() -> !broker.openTransactions(Long.MAX_VALUE).isEmpty());
                broker.kill();
            }
        }
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment();
        assertThat(env.fromSequence(1, 3).executeAndCollect(3)).hasSize(3);
    }

    /** Returns the windows of a camera that a reader of committed records sees, in their order. */
    private static List<Long> committed(TestingBroker broker, String key) {
        return broker.committed("ekya.windows").stream()
                .map(r -> KafkaTestJob.header(r, "ce_id"))
                .filter(id -> id.startsWith(key + "/"))
                .map(id -> Long.parseLong(id.substring(key.length() + 1)))
                .toList();
    }

    private static void awaitMoreWindows(TestingBroker broker, int than) {
        await().atMost(KafkaTestJob.TIMEOUT)
                .pollInterval(Duration.ofMillis(500))
                .until(() -> committed(broker, "edge/north").size() > than);
    }
}
