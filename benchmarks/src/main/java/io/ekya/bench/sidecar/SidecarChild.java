/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.sidecar;

import io.ekya.command.ChildJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A sidecar, or another program, in a child process with the same class path. */
public final class SidecarChild implements AutoCloseable {
    private static final long START_SECONDS = 600;

    private final Process process;
    private final Path folder;

    private SidecarChild(Process process, Path folder) {
        this.process = process;
        this.folder = folder;
    }

    /**
     * Starts a process and waits until it is ready.
     *
     * @param folder its data folder; its output goes to a file next to it
     * @param main main class, such as the sidecar's
     * @throws IllegalStateException if it exits before it is ready
     */
    public static SidecarChild start(Path folder, String main, List<String> options)
            throws IOException, InterruptedException {
        return start(folder, main, options, List.of("-Xmx512m"));
    }

    /** Starts a process with JVM options and waits until it is ready. */
    public static SidecarChild start(
            Path folder, String main, List<String> options, List<String> jvm)
            throws IOException, InterruptedException {
        SidecarChild child = launch(folder, main, options, jvm);
        child.awaitReady();
        return child;
    }

    /** Starts a process without waiting. */
    public static SidecarChild launch(
            Path folder, String main, List<String> options, List<String> jvm) throws IOException {
        Files.deleteIfExists(folder.resolve("port"));
        Files.deleteIfExists(folder.resolve("http-port"));
        List<String> flags = new ArrayList<>(jvm);
        flags.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
        List<String> command = ChildJvm.command(flags, main, options);
        Process process =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(
                                ProcessBuilder.Redirect.appendTo(Path.of(folder + ".log").toFile()))
                        .start();
        return new SidecarChild(process, folder);
    }

    /** Waits until the process is ready. */
    void awaitReady() throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.exists(folder.resolve("http-port"))) {
            if (!process.isAlive() || System.nanoTime() > end) {
                throw new IllegalStateException(
                        "the sidecar did not start; its output: "
                                + tail(Files.readString(Path.of(folder + ".log"))));
            }
            TimeUnit.MILLISECONDS.sleep(20);
        }
    }

    private static String tail(String text) {
        return text.substring(Math.max(0, text.length() - 2_000));
    }

    /** Returns the port of the sidecar's endpoint. */
    public int port() throws IOException {
        return Integer.parseInt(Files.readString(folder.resolve("port")));
    }

    /** Returns the port of the sidecar's HTTP endpoint. */
    public int httpPort() throws IOException {
        return Integer.parseInt(Files.readString(folder.resolve("http-port")));
    }

    /** Returns whether the process runs. */
    public boolean alive() {
        return process.isAlive();
    }

    /** Returns the id of the process. */
    public long pid() {
        return process.pid();
    }

    /** Kills the process with SIGKILL and waits for its end. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() throws InterruptedException {
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            kill();
        }
    }
}
