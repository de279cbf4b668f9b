/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.files.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Logging of the cluster's processes: one log file each, with a limited size. */
final class ClusterLogging {
    private static final String RESOURCE = "log4j2.properties";

    private ClusterLogging() {}

    /** Writes the logging configuration into the folder. */
    static void write(ClusterFolder folder) throws IOException {
        try (InputStream in = ClusterLogging.class.getResourceAsStream(RESOURCE)) {
            PrivateFiles.write(
                    file(folder),
                    Objects.requireNonNull(in, RESOURCE + " is missing from the build")
                            .readAllBytes());
        }
    }

    /** Returns the JVM flags of a process; Flink's web UI finds the log by {@code log.file}. */
    static List<String> flags(ClusterFolder folder, String name) {
        return List.of(
                "-Dlog4j2.configurationFile=" + file(folder), "-Dlog.file=" + folder.log(name));
    }

    private static Path file(ClusterFolder folder) {
        return folder.conf().resolve(RESOURCE);
    }
}
