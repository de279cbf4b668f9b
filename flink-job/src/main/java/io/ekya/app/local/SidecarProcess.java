/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import io.ekya.command.ChildJvm;
import io.ekya.command.CommandFailure;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.commands.SidecarToken;
import io.ekya.job.config.JobConfig;
import io.ekya.sidecar.cli.Main;
import io.ekya.sidecar.cli.TokenFile;
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
 * sidecar.address} is set. The child requires a random token, which it receives through its
 * environment: other users of the machine can see command lines, and can connect to its port.
 */
final class SidecarProcess implements AutoCloseable {
    private static final long START_SECONDS = 60;
    private static final String HEAP = "-Xmx1g";

    private final String address;
    private final SidecarToken token;
    private final @Nullable Supervisor supervisor;

    private SidecarProcess(String address, SidecarToken token, @Nullable Supervisor supervisor) {
        this.address = address;
        this.token = token;
        this.supervisor = supervisor;
    }

    /**
     * Starts a sidecar and waits until it accepts connections; does nothing if the configuration
     * names an external one.
     *
     * @param print receives a message when the process exits or cannot be restarted
     * @param failure receives what ends the supervising thread unexpectedly
     * @throws CommandFailure if the sidecar does not start, or the external one cannot be used
     */
    static SidecarProcess start(
            JobConfig config, Path folder, Consumer<String> print, ThreadFailure failure)
            throws IOException, InterruptedException {
        if (!config.sidecar().address().isEmpty()) {
            ExternalSidecar.check(config.sidecar().address(), SidecarToken.OF_ENVIRONMENT, print);
            return new SidecarProcess(
                    config.sidecar().address(), SidecarToken.OF_ENVIRONMENT, null);
        }
        int port = Ports.free(0);
        Path data = dataFolder(config, folder);
        String token = TokenFile.create(data);
        ProcessBuilder builder =
                new ProcessBuilder(command(config, folder, data, port))
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(
                                        folder.resolve("sidecar.out").toFile()));
        builder.environment().put(SidecarToken.VARIABLE, token);
        Supervisor supervisor = new Supervisor(builder, print, failure);
        SidecarProcess sidecar = new SidecarProcess("127.0.0.1:" + port, () -> token, supervisor);
        sidecar.awaitPort(port, folder);
        return sidecar;
    }

    private static Path dataFolder(JobConfig config, Path folder) {
        String own = config.sidecar().folder();
        return own.isEmpty() ? folder.resolve("sidecar") : Path.of(own).toAbsolutePath();
    }

    private static List<String> command(JobConfig config, Path folder, Path data, int port) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "--port=" + port,
                                "--folder=" + data,
                                "--repair",
                                "--parent-pid=" + ProcessHandle.current().pid()));
        arguments.addAll(SidecarArguments.of(config));
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

    /** Supplies the token that the sidecar requires. */
    SidecarToken token() {
        return token;
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
