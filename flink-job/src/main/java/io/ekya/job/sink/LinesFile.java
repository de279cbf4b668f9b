/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import io.ekya.files.PrivateFiles;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The file that a stream is written to. Lines are appended in blocks of whole lines; what a crash
 * or a failed write left of a block is removed when the file is opened again, which the next write
 * after a failure does.
 */
final class LinesFile implements Closeable {
    private static final int BLOCK = 8_192;

    private final Path file;
    private @Nullable FileChannel channel;
    private long bytes; // written and complete
    private long startedMillis; // time of the first line, or of the creation before a restart
    private boolean opened;
    private boolean unforced;

    LinesFile(Path file) {
        this.file = file;
    }

    /**
     * Opens the file, and creates it, with its folder, if it is missing, also if it was deleted
     * while it was open.
     *
     * @param nowMillis wall-clock time
     */
    void open(long nowMillis) throws IOException {
        if (channel != null && Files.exists(file)) {
            return;
        }
        abandon();
        Path folder = folder();
        PrivateFiles.createFolder(folder);
        boolean isNew = Files.notExists(file);
        FileChannel next =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE);
        try {
            boolean isKnown = opened && !isNew && next.size() >= bytes;
            long complete = isKnown ? bytes : endOfLastLine(next);
            if (complete < next.size()) {
                next.truncate(complete);
            }
            next.position(complete);
            bytes = complete;
        } catch (IOException e) {
            next.close();
            throw e;
        }
        channel = next;
        opened = true;
        startedMillis = isNew ? nowMillis : Math.min(nowMillis, creationMillis());
        if (isNew) {
            force(folder);
        }
    }

    Path folder() {
        return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file is in a folder");
    }

    private long creationMillis() throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).creationTime().toMillis();
    }

    /** Returns the position after the last line separator. */
    private static long endOfLastLine(FileChannel channel) throws IOException {
        long end = channel.size();
        while (end > 0) {
            long start = Math.max(0, end - BLOCK);
            ByteBuffer block = ByteBuffer.allocate((int) (end - start));
            while (block.hasRemaining() && channel.read(block, start + block.position()) >= 0) {
                // until the block is complete
            }
            for (int i = block.position() - 1; i >= 0; i--) {
                if (block.get(i) == '\n') {
                    return start + i + 1;
                }
            }
            end = start;
        }
        return 0;
    }

    /** Appends whole lines; after a failure none of them counts as written. */
    void append(byte[] lines, long nowMillis) throws IOException {
        open(nowMillis);
        FileChannel out = opened();
        if (bytes == 0) {
            startedMillis = nowMillis;
        }
        try {
            ByteBuffer buffer = ByteBuffer.wrap(lines);
            while (buffer.hasRemaining()) {
                out.write(buffer);
            }
        } catch (IOException e) {
            abandon();
            throw e;
        }
        bytes += lines.length;
        unforced = true;
    }

    /** Forces what was written to the disk. */
    void force(long nowMillis) throws IOException {
        open(nowMillis);
        try {
            if (unforced) {
                opened().force(false);
                unforced = false;
            }
        } catch (IOException e) {
            abandon();
            throw e;
        }
    }

    /** Whether the file has reached the size or the age from which it is rolled. */
    boolean isDue(FileLimits limits, long nowMillis) {
        startedMillis = Math.min(startedMillis, nowMillis); // the clock may have been set back
        return bytes >= limits.rollBytes()
                || (bytes > 0 && nowMillis - startedMillis >= limits.rollMillis());
    }

    /**
     * Renames the file to a number and starts an empty one.
     *
     * @param least the smallest number that it may get
     * @return its number
     */
    long roll(long least, long nowMillis) throws IOException {
        force(nowMillis);
        long number = Math.max(least, RolledFiles.newest(RolledFiles.list(file)) + 1);
        close();
        Files.move(file, RolledFiles.numbered(file, number));
        bytes = 0;
        opened = false;
        open(nowMillis);
        return number;
    }

    private FileChannel opened() throws IOException {
        if (channel == null) {
            throw new IOException(file + " is not open");
        }
        return channel;
    }

    private void abandon() {
        try {
            close();
        } catch (IOException e) {
            // its content is checked when it is opened again
        }
    }

    private static void force(Path folder) throws IOException {
        try (FileChannel entries = FileChannel.open(folder, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    @Override
    public void close() throws IOException {
        FileChannel open = channel;
        channel = null;
        if (open != null) {
            open.close();
        }
    }
}
