/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.sidecar.testing.RunningSidecar;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TokenFileTest {
    private final StringWriter errors = new StringWriter();
    private final Path folder;

    TokenFileTest(@TempDir Path folder) {
        this.folder = folder.resolve("sidecar");
    }

    @Test
    void everyTokenIsAnotherAndReadableByItsOwnerOnly() throws IOException {
        String first = TokenFile.create(folder);
        String second = TokenFile.create(folder);

        assertThat(first).hasSize(43).isNotEqualTo(second); // 32 bytes in Base64
        assertThat(TokenFile.read(folder)).isEqualTo(second);
        assertThat(permissions(folder)).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("token"))).isEqualTo("rw-------");
    }

    @Test
    void aFolderWithoutATokenGivesNone() throws IOException {
        assertThat(TokenFile.read(folder)).isEmpty();
    }

    @Test
    void commandsOnTheFolderOfARunningSidecarUseItsToken() throws IOException {
        String token = TokenFile.create(folder);
        try (RunningSidecar sidecar = RunningSidecar.in(folder, 0, 0, token)) {
            assertThat(models()).as(errors::toString).isZero();
            assertThat(models("--token-file", file("outdated"))).as(errors::toString).isZero();

            TokenFile.create(folder);
            assertThat(models()).isNotZero();
            assertThat(errors.toString()).contains("refused the call").contains("--token-file");
            assertThat(models("--token-file", file(token + "\n"))).isZero();
        }
        assertThat(models()).as("a stopped sidecar's folder is opened").isZero();
    }

    private String file(String token) throws IOException {
        return Files.writeString(folder.resolveSibling("given"), token).toString();
    }

    private int models(String... more) {
        String[] arguments = new String[more.length + 2];
        arguments[0] = "--folder";
        arguments[1] = folder.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return new CommandLine(new ModelsCommand())
                .setErr(new PrintWriter(errors, true))
                .execute(arguments);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
