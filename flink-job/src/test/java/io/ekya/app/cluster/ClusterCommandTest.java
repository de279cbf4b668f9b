/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.command.CommandFailure;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class ClusterCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Path folder;

    ClusterCommandTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aMissingSubcommandIsAUsageError() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("start, submit, status, savepoint, cancel, stop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"status", "savepoint", "cancel", "stop"})
    void withoutAClusterTheFixIsNamed(String command) {
        assertThat(run(command, "--folder", folder.resolve("none").toString())).isEqualTo(1);
        assertThat(err.toString())
                .contains("there is no cluster in " + folder.resolve("none"))
                .contains("ekya cluster start");
        assertThat(folder.resolve("none")).doesNotExist();
    }

    @Test
    void invalidNumbersAreUsageErrors() {
        assertThat(run("start", "--folder", folder.toString(), "--slots", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("must be at least 1");
    }

    @Test
    void aStoppedClusterSaysSo() throws Exception {
        ClusterFolder stopped = ClusterFolder.at(folder);
        stopped.create();
        new ClusterState(
                        new ClusterSettings(1, 2, 1, false, null, List.of(), java.util.Map.of()),
                        new ClusterPorts(1, 2, List.of(new SidecarPorts(3, 4)), 5, 6, 7),
                        "/",
                        List.of())
                .write(stopped);

        assertThat(run("status", "--folder", folder.toString())).isEqualTo(1);
        assertThat(out.toString()).contains("is stopped");
    }

    private int run(String... arguments) {
        CommandLine line = new CommandLine(new ClusterCommand());
        line.setOut(new PrintWriter(out, true));
        line.setErr(new PrintWriter(err, true));
        line.setExecutionExceptionHandler(
                (e, failed, parsed) -> {
                    if (e instanceof CommandFailure) {
                        failed.getErr().println(e.getMessage());
                        return 1;
                    }
                    throw e;
                });
        return line.execute(arguments);
    }
}
