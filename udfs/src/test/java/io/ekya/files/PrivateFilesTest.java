/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateFilesTest {
    private final Path folder;

    PrivateFilesTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void aNewFolderIsReadableByItsOwnerOnly() throws IOException {
        Path created = PrivateFiles.createFolder(folder.resolve("a/b"));

        assertThat(permissions(created)).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("a")))
                .as("parents have the default permissions")
                .isNotEqualTo("rwx------");
    }

    @Test
    void anExistingFolderKeepsItsPermissions() throws IOException {
        Path shared = Files.createDirectory(folder.resolve("shared"));
        Files.setPosixFilePermissions(shared, PosixFilePermissions.fromString("rwxr-x---"));

        PrivateFiles.createFolder(shared);

        assertThat(permissions(shared)).isEqualTo("rwxr-x---");
    }

    @Test
    void aFileInTheFoldersPlaceIsAnError() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "x");

        assertThatThrownBy(() -> PrivateFiles.createFolder(file))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    void aFileIsReplacedAndReadableByItsOwnerOnly() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), "old");

        PrivateFiles.write(file, "new".getBytes(StandardCharsets.UTF_8));

        assertThat(file).hasContent("new");
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(folder).isDirectoryNotContaining("glob:**.tmp");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
