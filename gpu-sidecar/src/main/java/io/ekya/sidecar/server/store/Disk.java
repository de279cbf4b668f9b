package io.ekya.sidecar.server.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The steps of which durable files are made. What was written outlives a power loss once it was
 * forced; a name outlives it once its folder was. The crash benchmark puts a disk in this place
 * that forgets what was not forced.
 */
public interface Disk {

    /** A new file with this content, not yet forced. */
    void create(Path file, byte[] bytes) throws IOException;

    /** Makes a file's content outlive a power loss. */
    void force(Path file) throws IOException;

    /** Gives a file another name in the same folder, replacing what had it. */
    void rename(Path from, Path to) throws IOException;

    /** Removes a file or an empty folder, if it is there. */
    void delete(Path path) throws IOException;

    void createFolder(Path folder) throws IOException;

    /** Makes a folder's names outlive a power loss. */
    void forceFolder(Path folder) throws IOException;

    /** SQLite has committed, i.e. written and forced its log by itself. */
    void committed(Path database);

    /** The disk of this machine. */
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
                Files.createDirectories(folder);
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
