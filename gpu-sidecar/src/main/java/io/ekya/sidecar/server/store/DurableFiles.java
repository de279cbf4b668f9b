/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes files atomically: to a temporary name, forced, renamed, folder forced. Used for all files
 * of the sidecar.
 */
public final class DurableFiles {
    private static final String TEMPORARY = ".tmp";

    private final Disk disk;

    public DurableFiles(Disk disk) {
        this.disk = disk;
    }

    /** Writes or replaces a file; when this returns it survives a power loss. */
    public void write(Path target, byte[] bytes) throws IOException {
        Path folder = target.toAbsolutePath().getParent();
        if (folder == null) {
            throw new IOException(target + " has no folder");
        }
        createFolder(folder);
        Path temporary = folder.resolve(UUID.randomUUID() + TEMPORARY);
        try {
            disk.create(temporary, bytes);
            disk.force(temporary);
            disk.rename(temporary, target);
        } catch (IOException e) {
            disk.delete(temporary);
            throw e;
        }
        disk.forceFolder(folder);
    }

    /** Creates a folder and its parents, each forced into its parent. */
    void createFolder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path above = folder.toAbsolutePath().getParent();
        if (above != null) {
            createFolder(above);
        }
        disk.createFolder(folder);
        if (above != null) {
            disk.forceFolder(above);
        }
    }

    /** Removes a file, if it exists. */
    void remove(Path file) throws IOException {
        disk.delete(file);
    }

    /** Removes temporary files of a process that has crashed. */
    void removeTemporary(Path folder) throws IOException {
        visit(folder, path -> path.toString().endsWith(TEMPORARY));
    }

    /** Removes a folder with its content. */
    void removeFolder(Path folder) throws IOException {
        visit(folder, path -> true);
    }

    private interface Choice {
        boolean removes(Path path);
    }

    private void visit(Path folder, Choice choice) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        if (choice.removes(file)) {
                            disk.delete(file);
                        }
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException e)
                            throws IOException {
                        if (choice.removes(visited)) {
                            disk.delete(visited);
                        }
                        return super.postVisitDirectory(visited, e);
                    }
                });
    }
}
