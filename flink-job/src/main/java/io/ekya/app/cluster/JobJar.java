/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.command.CommandFailure;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Finds the job jar. */
final class JobJar {
    /** System property with the folder of the checkout, set by the launcher. */
    private static final String HOME = "ekya.home";

    private static final String BUILT = "flink-job/target/ekya-job.jar";

    private JobJar() {}

    /**
     * Returns the job jar.
     *
     * @param given by the user; the one of the build if null
     */
    static Path of(@Nullable Path given) {
        Path jar = given != null ? given : Path.of(System.getProperty(HOME, "."), BUILT);
        if (!Files.isRegularFile(jar)) {
            throw new CommandFailure(
                    jar
                            + " does not exist; build it with mvn package, or name another one with"
                            + " --jar");
        }
        return jar.toAbsolutePath().normalize();
    }
}
