/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import io.ekya.command.ChildJvm;
import io.ekya.command.CommandFailure;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.config.JobConfig;
import io.ekya.sidecar.cli.Main;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The sidecar of a local run: a child process with the same class path on a free port of the
 * loopback interface, restarted by a {@link Supervisor}; or an external one if {@code
 * sidecar.address} is set.
 */
final class SidecarProcess implements AutoCloseable {
    private static final long START_SECONDS = 60;
    private static final String HEAP = "-Xmx1g";

    private final String address;
    private final @Nullable Supervisor supervisor;

    private SidecarProcess(String address, @Nullable Supervisor supervisor) {
        this.address = address;
        this.supervisor = supervisor;
    }

    /**
     * Starts a sidecar and waits until it accepts connections; does nothing if the configuration
     * names an external one.
     *
     * @param print receives a message when the process exits or cannot be restarted
     * @param failure receives what ends the supervising thread unexpectedly
     * @throws CommandFailure if the sidecar does not start
     */
    static SidecarProcess start(
            JobConfig config, Path folder, Consumer<String> print, ThreadFailure failure)
            throws IOException, InterruptedException {
        if (!config.sidecar().address().isEmpty()) {
            return new SidecarProcess(config.sidecar().address(), null);
        }
        int port = Ports.free(0);
        Supervisor supervisor =
                new Supervisor(
                        new ProcessBuilder(command(config, folder, port))
                                .redirectErrorStream(true)
                                .redirectOutput(
                                        ProcessBuilder.Redirect.appendTo(
                                                folder.resolve("sidecar.out").toFile())),
                        print,
                        failure);
        SidecarProcess sidecar = new SidecarProcess("127.0.0.1:" + port, supervisor);
        sidecar.awaitPort(port, folder);
        return sidecar;
    }

    static List<String> command(JobConfig config, Path folder, int port) {
        String own = config.sidecar().folder();
        Path data = own.isEmpty() ? folder.resolve("sidecar") : Path.of(own).toAbsolutePath();
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--port=" + port,
                                "--folder=" + data,
                                "--gpus=" + config.gpus(),
                                "--exemplars=" + config.sidecar().exemplars(),
                                "--held-out=" + config.sidecar().heldOut(),
                                "--min-held-out=" + config.sidecar().minHeldOut(),
                                "--checkpoint-margin=" + config.sidecar().checkpointMargin(),
                                "--device=" + config.sidecar().device(),
                                "--share-control=" + config.sidecar().shareControl(),
                                "--parent-pid=" + ProcessHandle.current().pid()));
        String student = config.student().model();
        if (!student.isEmpty()) {
            arguments.add("--base-student=" + Path.of(student).toAbsolutePath());
        }
        return ChildJvm.command(
                List.of(HEAP, "-Dekya.log=" + folder.resolve("sidecar.log")),
                Main.class.getName(),
                arguments);
    }

    private void awaitPort(int port, Path folder) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (System.nanoTime() < end) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 500);
                return;
            } catch (IOException notYet) {
                Thread.sleep(100);
            }
        }
        close();
        throw new CommandFailure(
                "the sidecar did not start within "
                        + START_SECONDS
                        + " s; see "
                        + folder.resolve("sidecar.out"));
    }

    /** Address of the sidecar, {@code host:port}. */
    String address() {
        return address;
    }

    /** Current process id; -1 for an external sidecar. */
    long pid() {
        return supervisor == null ? -1 : supervisor.pid();
    }

    @Override
    public void close() {
        if (supervisor != null) {
            supervisor.close();
        }
    }
}
