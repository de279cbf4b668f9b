/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.topology;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.testing.Collected;
import io.ekya.job.testing.FailingSidecar;
import io.ekya.job.testing.InMemorySidecar;
import io.ekya.job.testing.PlainStreet;
import io.ekya.job.testing.TestingCluster;
import io.ekya.job.testing.ToyModels;
import io.ekya.sidecar.client.Sidecar;
import java.nio.file.Path;
import java.util.List;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** An error of the handshake's thread, while the sidecar's journal stays empty. */
@Timeout(60)
final class HandshakeErrorTest {
    @RegisterExtension static final MiniClusterExtension FLINK = TestingCluster.withSlots(1);

    private static final String NAME = "handshake error";

    private static final JobConfig CONFIG =
            new ConfigLoader()
                    .parse(
                            "test",
                            """
                            cameras: [{id: north, source: "synthetic:"}]
                            flink: {parallelism: 1, checkpointMillis: 0}
                            """,
                            List.of());

    private final Path folder;

    HandshakeErrorTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void failsTheJobWithTheReason() {
        InMemorySidecar.start(NAME);
        StreamExecutionEnvironment env =
                StreamExecutionEnvironment.getExecutionEnvironment(
                        FlinkSettings.jobConfiguration(CONFIG));
        EkyaTopology.build(
                env,
                CONFIG,
                new JobConnectors(
                        PlainStreet.feeds(10_000),
                        TestingJob.LIVE,
                        new ToyModels(folder.toString()),
                        HandshakeErrorTest::brokenClient,
                        new Collected(NAME).sinks(),
                        System.currentTimeMillis()));

        assertThatThrownBy(() -> env.execute(NAME))
                .hasRootCauseInstanceOf(LinkageError.class)
                .hasRootCauseMessage("no library of this name");
    }

    /** A client whose handshake throws an error; everything else works. */
    private static Sidecar brokenClient() {
        return FailingSidecar.throwing(
                "hello",
                () -> new LinkageError("no library of this name"),
                InMemorySidecar.at(NAME).connect());
    }
}
