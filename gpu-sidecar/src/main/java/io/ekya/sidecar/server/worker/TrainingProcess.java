/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.worker;

import io.ekya.device.DeviceName;
import io.ekya.learn.DjlLearner;
import io.ekya.learn.ResumableTraining;
import io.ekya.learn.TorchDevice;
import io.ekya.sidecar.server.mps.MpsEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Main class of a child process that trains one student. Commands on standard input: {@code step}
 * runs a mini-batch, {@code snapshot} and {@code checkpoint} write files. It exits at the end of
 * its input, so it never outlives its parent. Its first line contains the share in the environment
 * of CUDA, and the numbers of mini-batches done and in total.
 */
public final class TrainingProcess {
    static final String SNAPSHOT = "snapshot";
    static final String CHECKPOINT = "checkpoint";
    static final String STEP = "step";
    static final String WRITTEN = "written";
    static final String NO_SHARE = "-";

    private final ResumableTraining training;
    private final Path folder;
    private final PrintStream replies;

    private TrainingProcess(ResumableTraining training, Path folder, PrintStream replies) {
        this.training = training;
        this.folder = folder;
        this.replies = replies;
    }

    /**
     * Trains until the end of standard input.
     *
     * @param arguments the folder with the task, and the device
     */
    public static void main(String[] arguments) {
        PrintStream replies = System.out;
        System.setOut(System.err); // keeps output of libraries out of the protocol
        int code = 0;
        try {
            serve(Path.of(arguments[0]), DeviceName.of(arguments[1]), replies);
        } catch (IOException | RuntimeException | Error e) {
            e.printStackTrace();
            code = 1;
        }
        System.exit(code);
    }

    private static void serve(Path folder, DeviceName device, PrintStream replies)
            throws IOException {
        DjlLearner learner = TorchDevice.open(device).learner();
        TrainingTask task = TrainingTask.read(folder);
        try (ResumableTraining training = open(task, folder.resolve(CHECKPOINT), learner)) {
            new TrainingProcess(training, folder, replies).serve();
        }
    }

    private static ResumableTraining open(TrainingTask task, Path checkpoint, DjlLearner learner)
            throws IOException {
        return Files.exists(checkpoint)
                ? learner.resume(
                        task.start(),
                        task.data(),
                        task.configuration(),
                        task.seed(),
                        Files.readAllBytes(checkpoint))
                : learner.train(task.start(), task.data(), task.configuration(), task.seed());
    }

    private void serve() throws IOException {
        String share = System.getenv().getOrDefault(MpsEnvironment.VARIABLE, NO_SHARE);
        reply("ready " + share + " " + training.stepsDone() + " " + training.stepsTotal());
        BufferedReader commands =
                new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String line = commands.readLine(); line != null; line = commands.readLine()) {
            reply(execute(line));
        }
    }

    private String execute(String command) throws IOException {
        switch (command) {
            case STEP -> {
                boolean more = training.step();
                return String.join(
                        " ",
                        "at",
                        Integer.toString(training.stepsDone()),
                        Integer.toString(training.epochsDone()),
                        Double.toString(training.lastLoss()),
                        Boolean.toString(more));
            }
            case SNAPSHOT -> write(training.snapshot().bytes(), SNAPSHOT);
            case CHECKPOINT -> write(training.checkpoint(), CHECKPOINT);
            default -> throw new IOException("unknown command '" + command + "'");
        }
        return WRITTEN;
    }

    private void write(byte[] bytes, String name) throws IOException {
        Path part = folder.resolve(name + ".part");
        Files.write(part, bytes);
        Files.move(part, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
    }

    private void reply(String line) {
        replies.println(line);
        replies.flush();
    }
}
