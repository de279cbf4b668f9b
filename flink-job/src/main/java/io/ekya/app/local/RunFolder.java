package io.ekya.app.local;

import io.ekya.command.CommandFailure;
import io.ekya.job.config.EffectiveConfig;
import io.ekya.job.config.JobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Makes a run's folder and puts the configuration into it. */
final class RunFolder {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private RunFolder() {}

    /**
     * A new folder below the output's, absolute.
     *
     * @throws CommandFailure where it holds a run already or cannot be made
     */
    static Path make(JobConfig config) {
        String run = config.output().run();
        String name = run.isEmpty() ? LocalDateTime.now(ZoneId.systemDefault()).format(NAME) : run;
        Path folder = Path.of(config.output().folder(), name).toAbsolutePath().normalize();
        if (Files.exists(folder.resolve("config.yaml"))) {
            throw new CommandFailure(
                    folder + " holds a run already; remove it or set output.run to another name.");
        }
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("config.yaml"), EffectiveConfig.redacted(config));
        } catch (IOException e) {
            throw new CommandFailure(
                    folder
                            + " cannot be written ("
                            + e
                            + "); set output.folder to a place that can.",
                    e);
        }
        return folder;
    }
}
