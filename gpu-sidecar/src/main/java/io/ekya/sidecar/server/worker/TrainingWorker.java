/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.worker;

import io.ekya.command.ChildJvm;
import io.ekya.device.DeviceName;
import io.ekya.sidecar.server.mps.MpsEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/** Parent side of a {@link TrainingProcess}. Used by one thread, except for {@link #kill}. */
final class TrainingWorker {
    private static final String HEAP = "-Xmx512m";
    private static final String ERRORS = "errors";
    private static final long END_SECONDS = 10;
    private static final long REPLY_NANOS = 120_000_000_000L;
    private static final long POLL_NANOS = 200_000;

    private final Process process;
    private final Writer commands;
    private final BufferedReader replies;
    private final Path folder;
    private final int percentage;
    private final long startNanos = System.nanoTime();

    private TrainingWorker(Process process, Path folder, int percentage) {
        this.process = process;
        this.folder = folder;
        this.percentage = percentage;
        this.commands = process.outputWriter(StandardCharsets.US_ASCII);
        this.replies =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Starts a child with a share of one GPU on the task in a folder; {@link #await} it. */
    static TrainingWorker start(Path folder, DeviceName device, double share) throws IOException {
        ProcessBuilder builder =
                new ProcessBuilder(command(folder, device))
                        .redirectError(
                                ProcessBuilder.Redirect.appendTo(folder.resolve(ERRORS).toFile()));
        builder.environment().putAll(MpsEnvironment.of(share));
        return new TrainingWorker(builder.start(), folder, MpsEnvironment.percentage(share));
    }

    private static List<String> command(Path folder, DeviceName device) {
        return ChildJvm.command(
                List.of(HEAP),
                TrainingProcess.class.getName(),
                List.of(folder.toString(), device.toString()));
    }

    /**
     * Waits until it is ready; returns the numbers of mini-batches done and in total.
     *
     * @throws IllegalStateException if it does not start, or has another share
     */
    int[] await() {
        String[] ready = reply("ready", 3);
        if (!ready[0].equals(Integer.toString(percentage))) {
            throw new IllegalStateException(
                    "share of the training process must be %d %%, but is %s"
                            .formatted(percentage, ready[0]));
        }
        return new int[] {Integer.parseInt(ready[1]), Integer.parseInt(ready[2])};
    }

    /** Returns its share, percent of the GPU's threads. */
    int percentage() {
        return percentage;
    }

    /** Returns the time since its start. */
    long ageNanos() {
        return System.nanoTime() - startNanos;
    }

    /**
     * Runs one mini-batch; returns mini-batches done, epochs done, loss, and whether one was run.
     */
    String[] step() {
        send(TrainingProcess.STEP);
        return reply("at", 4);
    }

    /** Makes it write a file and returns the content. */
    byte[] file(String name) {
        send(name);
        reply(TrainingProcess.WRITTEN, 0);
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void send(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw ended(e);
        }
    }

    /** Returns the words after the first one of a reply, which has to have N of them. */
    private String[] reply(String first, int words) {
        String line;
        try {
            line = nextLine();
        } catch (IOException e) {
            throw ended(e);
        }
        if (line == null) {
            throw ended(null);
        }
        String[] parts = line.split(" ", -1);
        if (!parts[0].equals(first) || parts.length != words + 1) {
            throw new IllegalStateException("unexpected reply of the training process: " + line);
        }
        String[] rest = new String[words];
        System.arraycopy(parts, 1, rest, 0, words);
        return rest;
    }

    /** Returns the next line; null if the process has ended. */
    private @Nullable String nextLine() throws IOException {
        long end = System.nanoTime() + REPLY_NANOS;
        while (!replies.ready()) {
            if (!process.isAlive() && !replies.ready()) {
                return null;
            }
            if (System.nanoTime() > end) {
                kill();
                throw new IllegalStateException(
                        "the training process was killed: no reply within two minutes");
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return replies.readLine();
    }

    private IllegalStateException ended(@Nullable IOException cause) {
        return new IllegalStateException("the training process has ended" + reason(), cause);
    }

    /** Returns the error that it printed, if any. */
    private String reason() {
        try {
            List<String> lines = Files.readAllLines(folder.resolve(ERRORS));
            return lines.stream()
                    .filter(l -> l.contains("Exception") || l.contains("Error"))
                    .findFirst()
                    .map(l -> ": " + l)
                    .orElse("");
        } catch (IOException e) {
            return "";
        }
    }

    /** Kills it; can be called by any thread. */
    void kill() {
        process.destroyForcibly();
    }

    /** Kills it and waits until its part of the device is free. */
    void end() {
        kill();
        boolean interrupted = false;
        try {
            process.waitFor(END_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
