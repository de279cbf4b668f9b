/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.command.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A sidecar in a separate process, on a free port. */
public final class TestingSidecarProcess implements AutoCloseable {
    private static final Duration STARTUP = Duration.ofSeconds(90);

    private final Process process;
    private final int port;

    /**
     * Starts a sidecar and waits until it is ready.
     *
     * @param folder its data folder; its log is written next to it
     */
    public TestingSidecarProcess(Path folder) throws IOException {
        Path log = Path.of(folder + ".log");
        List<String> command =
                ChildJvm.command(
                        List.of("-Xmx512m"),
                        "io.ekya.sidecar.cli.Main",
                        List.of(
                                "--folder=" + folder,
                                "--parent-pid=" + ProcessHandle.current().pid()));
        process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(log.toFile())
                        .start();
        Path portFile = folder.resolve("port");
        Awaitility.await()
                .atMost(STARTUP)
                .until(() -> !process.isAlive() || Files.exists(portFile));
        assertThat(process.isAlive()).as(Files.readString(log)).isTrue();
        port = Integer.parseInt(Files.readString(portFile));
    }

    /** Returns the address as host:port. */
    public String address() {
        return "127.0.0.1:" + port;
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(15, TimeUnit.SECONDS)) {
            process.destroyForcibly();
        }
    }
}
