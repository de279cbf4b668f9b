/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import io.ekya.command.CommandFailure;
import io.ekya.files.PrivateFiles;
import io.ekya.job.config.EffectiveConfig;
import io.ekya.job.config.JobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/**
 * Creates the folder of a run, readable by its owner only, and writes the configuration into it.
 */
public final class RunFolder {
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");

    private RunFolder() {}

    /** Returns the absolute path of a new run's folder, below {@code output.folder}. */
    public static Path of(JobConfig config) {
        String run = config.output().run();
        String name = run.isEmpty() ? LocalDateTime.now(ZoneId.systemDefault()).format(NAME) : run;
        return Path.of(config.output().folder(), name).toAbsolutePath().normalize();
    }

    /**
     * Creates the folder, with the configuration and an empty log, which the web UI only shows if
     * it exists from the start.
     *
     * @throws CommandFailure if the folder already contains a run or cannot be created
     */
    public static void create(Path folder, JobConfig config) {
        if (Files.exists(folder.resolve("config.yaml"))) {
            throw new CommandFailure(
                    folder
                            + " already contains a run; remove it or set output.run to another name");
        }
        try {
            PrivateFiles.createFolder(folder);
            if (hasLogOnly(folder)) {
                PrivateFiles.restrict(folder); // the log has created it
            }
            Files.writeString(folder.resolve("config.yaml"), EffectiveConfig.redacted(config));
            if (Files.notExists(folder.resolve(LocalCluster.LOG))) {
                Files.createFile(folder.resolve(LocalCluster.LOG));
            }
        } catch (IOException e) {
            throw new CommandFailure(
                    folder
                            + " cannot be written ("
                            + e
                            + "); set output.folder to a writable folder",
                    e);
        }
    }

    private static boolean hasLogOnly(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .toList()
                    .equals(List.of(LocalCluster.LOG));
        }
    }
}
