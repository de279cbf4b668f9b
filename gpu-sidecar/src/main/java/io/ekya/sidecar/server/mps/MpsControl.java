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

/** NVIDIA's control command, run once for every question. */
final class MpsControl {
    private static final Logger LOG = LoggerFactory.getLogger(MpsControl.class);

    static final String PROGRAM = "nvidia-cuda-mps-control";
    private static final long ANSWER_SECONDS = 10;

    private final Path program;
    private final Map<String, String> environment;

    private MpsControl(Path program, Map<String, String> environment) {
        this.program = program;
        this.environment = Map.copyOf(environment);
    }

    /**
     * The command on the path of an environment, which it also runs in.
     *
     * @throws MpsException where it is not there
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
     * The lines of an answer.
     *
     * @throws MpsException where no daemon answers
     */
    List<String> ask(String question) {
        return run(question + "\n").lines().map(String::strip).filter(s -> !s.isEmpty()).toList();
    }

    /** Its output goes by way of a file: a daemon would keep a pipe open. */
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
            throw new MpsException(program + " was not waited for", e);
        }
    }

    private String run(String input, Path output, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        tell(process, input);
        if (!process.waitFor(ANSWER_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new MpsException(
                    "%s did not answer within %d s".formatted(program, ANSWER_SECONDS));
        }
        String answer = Files.readString(output).strip();
        if (process.exitValue() != 0) {
            throw new MpsException(
                    "%s ended with code %d: %s".formatted(program, process.exitValue(), answer));
        }
        return answer;
    }

    private static void tell(Process process, String input) {
        try (OutputStream in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            LOG.debug("{} ended without reading; its exit code says why", PROGRAM);
        }
    }
}
