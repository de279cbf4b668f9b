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

/** A {@link TrainingProcess} as its parent sees it. Used by one thread, but for {@link #kill}. */
final class TrainingWorker {
    private static final String HEAP = "-Xmx512m";
    private static final String ERRORS = "errors";
    private static final long END_SECONDS = 10;
    private static final long ANSWER_NANOS = 120_000_000_000L;
    private static final long LOOK_NANOS = 200_000;

    private final Process process;
    private final Writer commands;
    private final BufferedReader answers;
    private final Path folder;
    private final int percentage;
    private final long startNanos = System.nanoTime();

    private TrainingWorker(Process process, Path folder, int percentage) {
        this.process = process;
        this.folder = folder;
        this.percentage = percentage;
        this.commands = process.outputWriter(StandardCharsets.US_ASCII);
        this.answers =
                new BufferedReader(
                        new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
    }

    /** Starts a child on the task in a folder with a share of one GPU; {@link #await} it. */
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
     * Waits until it is ready; answers mini-batches done and in all.
     *
     * @throws IllegalStateException where it does not come up, or was told another share
     */
    int[] await() {
        String[] ready = answer("ready", 3);
        if (!ready[0].equals(Integer.toString(percentage))) {
            throw new IllegalStateException(
                    "the training process was to have %d %% of the GPU, but was told %s"
                            .formatted(percentage, ready[0]));
        }
        return new int[] {Integer.parseInt(ready[1]), Integer.parseInt(ready[2])};
    }

    /** Percents of the GPU's threads that it was started with. */
    int percentage() {
        return percentage;
    }

    /** How long ago it was started. */
    long ageNanos() {
        return System.nanoTime() - startNanos;
    }

    /** One mini-batch: done, epochs done, loss, whether one was run. */
    String[] step() {
        tell(TrainingProcess.STEP);
        return answer("at", 4);
    }

    /** Has it write a file, and reads that. */
    byte[] file(String name) {
        tell(name);
        answer(TrainingProcess.WRITTEN, 0);
        try {
            return Files.readAllBytes(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void tell(String command) {
        try {
            commands.write(command + "\n");
            commands.flush();
        } catch (IOException e) {
            throw ended(e);
        }
    }

    /** The words after the first of an answer, which must be so many. */
    private String[] answer(String first, int words) {
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
            throw new IllegalStateException("the training process said: " + line);
        }
        String[] rest = new String[words];
        System.arraycopy(parts, 1, rest, 0, words);
        return rest;
    }

    /** The next line; null where the process has ended. */
    private @Nullable String nextLine() throws IOException {
        long end = System.nanoTime() + ANSWER_NANOS;
        while (!answers.ready()) {
            if (!process.isAlive() && !answers.ready()) {
                return null;
            }
            if (System.nanoTime() > end) {
                kill();
                throw new IllegalStateException(
                        "the training process was ended: it gave no answer for two minutes");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return answers.readLine();
    }

    private IllegalStateException ended(@Nullable IOException cause) {
        return new IllegalStateException("the training process has ended" + reason(), cause);
    }

    /** What it said of an error, if it did. */
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

    /** Ends it at once; may be called by any thread. */
    void kill() {
        process.destroyForcibly();
    }

    /** Ends it and waits until its part of the device is free. */
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
