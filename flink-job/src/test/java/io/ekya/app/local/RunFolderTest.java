/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.command.CommandFailure;
import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunFolderTest {
    @TempDir private Path runs;

    private JobConfig config() {
        return new ConfigLoader(Map.of())
                .parse(
                        "test",
                        "cameras: [{id: north, source: 'synthetic:'}]",
                        List.of("output.folder=" + runs, "output.run=first"));
    }

    @Test
    void holdsTheConfigurationAndTheLogThatTheWebUiShows() throws IOException {
        Path folder = RunFolder.of(config());
        assertThat(folder).isEqualTo(runs.resolve("first")).doesNotExist();

        RunFolder.create(folder, config());

        assertThat(folder.resolve("config.yaml")).content().contains("north");
        assertThat(folder.resolve("job.log")).exists();
        assertThat(permissions(folder)).isEqualTo("rwx------");
    }

    @Test
    void keepsWhatWasLoggedBeforeItWasCreated() throws IOException {
        Path folder = Files.createDirectories(RunFolder.of(config()));
        Files.writeString(folder.resolve("job.log"), "a warning\n");

        RunFolder.create(folder, config());

        assertThat(folder.resolve("job.log")).content().isEqualTo("a warning\n");
        assertThat(permissions(folder)).as("although the log created it").isEqualTo("rwx------");
    }

    @Test
    void keepsThePermissionsOfAFolderThatTheUserMade() throws IOException {
        Path folder = Files.createDirectories(RunFolder.of(config()));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x---"));

        RunFolder.create(folder, config());

        assertThat(permissions(folder)).isEqualTo("rwxr-x---");
    }

    private static String permissions(Path folder) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(folder));
    }

    @Test
    void refusesAFolderThatContainsARun() {
        Path folder = RunFolder.of(config());
        RunFolder.create(folder, config());

        assertThatThrownBy(() -> RunFolder.create(folder, config()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("already contains a run");
    }
}
