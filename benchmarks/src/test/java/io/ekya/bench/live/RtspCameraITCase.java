/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ekya.command.ChildJvm;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real RTSP server that is killed, started again and suspended. */
@Timeout(300)
class RtspCameraITCase {

    @Test
    void theCameraComesBackAndNothingThatTheProcessPrintsContainsThePassword(@TempDir Path folder)
            throws Exception {
        Optional<String> missing = RtspServer.missing();
        if (!"true".equals(System.getenv("CI"))) {
            assumeTrue(missing.isEmpty(), () -> "skipped: " + missing.orElseThrow());
        }
        Path log = folder.resolve("log");
        Process bench =
                new ProcessBuilder(
                                ChildJvm.command(
                                        List.of("-Xmx512m"),
                                        "io.ekya.app.Main",
                                        List.of("bench", "rtsp", "--quick")))
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        try {
            assertThat(bench.waitFor(240, TimeUnit.SECONDS)).as("ends").isTrue();
        } finally {
            bench.destroyForcibly();
        }
        assertThat(Files.readString(log))
                .contains("RESULT rtsp restarts=4")
                .contains("ok=true")
                .contains("no frame within 5000 ms")
                .doesNotContain("hunter2")
                .doesNotContain("viewer:");
        assertThat(bench.exitValue()).isZero();
    }
}
