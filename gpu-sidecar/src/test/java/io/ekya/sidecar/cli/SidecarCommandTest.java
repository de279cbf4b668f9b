/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SidecarCommandTest {
    private final StringWriter errors = new StringWriter();

    private int run(String... arguments) {
        return new CommandLine(new SidecarCommand())
                .setErr(new PrintWriter(errors))
                .execute(arguments);
    }

    @Test
    void rejectsListeningToOtherMachinesWithoutAToken(@TempDir Path folder) {
        int code = run("--folder", folder.toString(), "--host", "192.0.2.1", "--base-student", "x");
        assertThat(code).isEqualTo(2);
        assertThat(errors.toString()).contains("give a --token-file");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"--token=hunter2", "--token hunter2", "--token"})
    void takesNoTokenFromTheCommandLine(String option, @TempDir Path folder) {
        List<String> arguments = new ArrayList<>(List.of("--folder", folder.toString()));
        arguments.addAll(List.of(option.split(" ")));

        assertThat(run(arguments.toArray(String[]::new))).isEqualTo(2);
        assertThat(errors.toString())
                .contains("--token is not supported", "--token-file")
                .doesNotContain("hunter2");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void namesATokenFileWithoutAToken(@TempDir Path folder) throws IOException {
        String sidecar = folder.resolve("sidecar").toString();
        Path file = Files.writeString(folder.resolve("secret"), "two\ntokens\n");

        assertThat(run("--folder", sidecar, "--token-file", file.toString())).isEqualTo(2);
        assertThat(errors.toString()).contains("must contain one token").doesNotContain("two");
        assertThat(run("--folder", sidecar, "--metrics-token-file", folder.toString()))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("--metrics-token-file must be a file");
    }

    @Test
    void reportsTheInvalidOption(@TempDir Path folder) {
        assertThat(run("--folder", folder.toString(), "--held-out", "2")).isEqualTo(2);
        assertThat(errors.toString()).contains("heldOut 2.0 must be within 0..1");
    }

    @Test
    void reportsAnUnavailableDevice(@TempDir Path folder) {
        assertThat(run("--folder", folder.toString(), "--device", "gpu")).isEqualTo(2);
        assertThat(errors.toString()).contains("device must be cpu or cuda:N, such as cuda:0");
        assertThat(run("--folder", folder.toString(), "--share-control", "mps")).isEqualTo(2);
        assertThat(errors.toString()).contains("share control mps divides an NVIDIA GPU");
        assertThat(run("--folder", folder.toString(), "--device", "cuda:99")).isEqualTo(2);
        assertThat(errors.toString())
                .contains("device cuda:99 cannot be used", "Maven profile cuda");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void reportsAnInvalidBaseStudent(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("student"), "not a model");
        assertThat(run("--folder", folder.toString(), "--base-student", file.toString()))
                .isEqualTo(2);
        assertThat(errors.toString()).contains("not a model file");
    }

    @Test
    void exitsWithCodeOneWhenAThreadFails() {
        CountDownLatch end = new CountDownLatch(1);
        AtomicInteger exitCode = new AtomicInteger();
        SidecarCommand.ending(end, exitCode).report(new StackOverflowError("in a test"));
        assertThat(end.getCount()).isZero();
        assertThat(exitCode).hasValue(1);
    }

    @Test
    void requiresAFolder() {
        assertThat(run()).isEqualTo(2);
        assertThat(errors.toString()).contains("--folder");
    }

    @Test
    void exitsWithCodeThreeIfTheRegistryIsDamagedAndServesAfterTheRepair(@TempDir Path folder)
            throws IOException {
        Path registry = Files.writeString(folder.resolve("registry.db"), "no database ".repeat(99));
        assertThat(run("--folder", folder.toString())).isEqualTo(SidecarCommand.DAMAGED);
        assertThat(errors.toString()).contains("registry.db", "is damaged", "--repair");
        String noParent = String.valueOf(Integer.MAX_VALUE);
        assertThat(run("--folder", folder.toString(), "--repair", "--parent-pid", noParent))
                .as("%s", errors)
                .isZero();
        assertThat(errors.toString()).contains("is set aside in");
        assertThat(folder.resolve("damaged-1").resolve(registry.getFileName())).exists();
    }
}
