/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.mps;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** NVIDIA's control program, run once per command. */
final class MpsControl {
    private static final Logger LOG = LoggerFactory.getLogger(MpsControl.class);

    static final String PROGRAM = "nvidia-cuda-mps-control";
    private static final long TIMEOUT_SECONDS = 10;

    private final Path program;
    private final Map<String, String> environment;

    private MpsControl(Path program, Map<String, String> environment) {
        this.program = program;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Finds the program on the PATH of an environment, in which it also runs.
     *
     * @throws MpsException if it is missing
     */
    static MpsControl find(Map<String, String> environment) {
        for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
            Path program = Path.of(folder, PROGRAM);
            if (!folder.isEmpty() && Files.isExecutable(program)) {
                return new MpsControl(program, environment);
            }
        }
        throw new MpsException(
                "share control mps needs NVIDIA's "
                        + PROGRAM
                        + ", and it is not on the PATH; install the utilities of the NVIDIA driver,"
                        + " or use governor");
    }

    /** Starts the daemon. */
    void start() {
        run("", "-d");
    }

    /**
     * Returns the lines of the response to a command.
     *
     * @throws MpsException if no daemon responds
     */
    List<String> ask(String command) {
        return run(command + "\n").lines().map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    /** Redirects the output to a file, since a daemon would keep a pipe open. */
    private String run(String input, String... arguments) {
        try {
            Path output = Files.createTempFile("ekya-mps", ".txt");
            try {
                return run(input, output, arguments);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new MpsException(program + " cannot be run: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new MpsException(program + " was interrupted", e);
        }
    }

    private String run(String input, Path output, String... arguments)
            throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of(program.toString()));
        words.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        send(process, input);
        if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new MpsException(
                    "%s did not respond within %d s".formatted(program, TIMEOUT_SECONDS));
        }
        String answer = Files.readString(output).strip();
        if (process.exitValue() != 0) {
            throw new MpsException(
                    "%s exited with code %d: %s".formatted(program, process.exitValue(), answer));
        }
        return answer;
    }

    private static void send(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.debug("{} exited without reading its input", PROGRAM);
        }
    }
}
