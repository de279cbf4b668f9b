/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import io.ekya.files.PrivateFiles;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * File operations for durable files. Content survives a power loss once it was forced; a name, once
 * its folder was. The crash benchmark uses a disk that loses what was not forced.
 */
public interface Disk {

    /** Creates a file with this content, without forcing it. */
    void create(Path file, byte[] bytes) throws IOException;

    /** Makes a file's content survive a power loss. */
    void force(Path file) throws IOException;

    /** Renames a file within its folder, replacing an existing one. */
    void rename(Path from, Path to) throws IOException;

    /** Removes a file or an empty folder, if it exists. */
    void delete(Path path) throws IOException;

    void createFolder(Path folder) throws IOException;

    /** Makes the names in a folder survive a power loss. */
    void forceFolder(Path folder) throws IOException;

    /** Called after a commit, in which SQLite itself has written and forced its log. */
    void committed(Path database);

    /** Returns the disk of this machine. */
    static Disk real() {
        return new Disk() {
            @Override
            public void create(Path file, byte[] bytes) throws IOException {
                try (FileChannel channel =
                        FileChannel.open(
                                file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                    ByteBuffer buffer = ByteBuffer.wrap(bytes);
                    while (buffer.hasRemaining()) {
                        channel.write(buffer);
                    }
                }
            }

            @Override
            public void force(Path file) throws IOException {
                try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                    channel.force(true);
                }
            }

            @Override
            public void rename(Path from, Path to) throws IOException {
                Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
            }

            @Override
            public void delete(Path path) throws IOException {
                Files.deleteIfExists(path);
            }

            @Override
            public void createFolder(Path folder) throws IOException {
                PrivateFiles.createFolder(folder);
            }

            @Override
            public void forceFolder(Path folder) throws IOException {
                try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                    channel.force(true);
                }
            }

            @Override
            public void committed(Path database) {}
        };
    }
}
