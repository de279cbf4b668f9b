/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The files of one stream of JSON lines, for readers. The stream is written to {@code name.jsonl};
 * when that file is rolled, it is renamed to {@code name.000001.jsonl} and so on, with rising
 * numbers, so that the lines of all files in this order are the stream. The oldest ones may have
 * been deleted.
 *
 * @param rolled the rolled files by number, oldest first
 * @param current the file that is being written; empty if there is none. It stays readable if it is
 *     rolled while it is open
 */
public record RolledFiles(SortedMap<Long, Path> rolled, Optional<SeekableByteChannel> current)
        implements AutoCloseable {
    private static final String SUFFIX = ".jsonl";
    private static final Pattern ROLLED = Pattern.compile("(.+)\\.(\\d{6,18})\\.jsonl");

    /** A rolled file is renamed, so what is open is checked against what was there before. */
    private static final int ATTEMPTS = 100;

    public RolledFiles {
        rolled = Collections.unmodifiableSortedMap(rolled);
    }

    /**
     * Opens the files of a stream, as they are at one moment.
     *
     * @param current path of the file that is being written; it need not exist
     */
    public static RolledFiles open(Path current) throws IOException {
        for (int attempt = 1; ; attempt++) {
            long before = newest(list(current));
            Optional<SeekableByteChannel> channel = openIfPresent(current);
            SortedMap<Long, Path> after = list(current);
            if (newest(after) == before || attempt == ATTEMPTS) {
                return new RolledFiles(after, channel);
            }
            if (channel.isPresent()) {
                channel.get().close();
            }
        }
    }

    private static Optional<SeekableByteChannel> openIfPresent(Path file) throws IOException {
        try {
            return Optional.of(Files.newByteChannel(file));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    /** Returns the rolled files of a stream by number, oldest first. */
    static SortedMap<Long, Path> list(Path current) throws IOException {
        SortedMap<Long, Path> found = new TreeMap<>();
        Path folder = current.toAbsolutePath().getParent();
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, streamOf(current) + ".*" + SUFFIX)) {
            for (Path file : files) {
                Matcher name = ROLLED.matcher(String.valueOf(file.getFileName()));
                if (name.matches() && name.group(1).equals(streamOf(current))) {
                    found.put(Long.parseLong(name.group(2)), file);
                }
            }
        } catch (NoSuchFileException | NotDirectoryException e) {
            return found;
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return found;
    }

    /** Returns the number of the newest rolled file; 0 if there is none. */
    static long newest(SortedMap<Long, Path> rolled) {
        return rolled.isEmpty() ? 0 : rolled.lastKey();
    }

    /** Returns the path of a rolled file. */
    public static Path numbered(Path current, long number) {
        return current.resolveSibling("%s.%06d%s".formatted(streamOf(current), number, SUFFIX));
    }

    /** Renames a stream's current file to the number after the newest. */
    public static void roll(Path current) throws IOException {
        Files.move(current, numbered(current, newest(list(current)) + 1));
    }

    /** Returns the stream that a rolled file belongs to; empty for any other file. */
    static Optional<String> streamOfRolled(Path file) {
        Matcher name = ROLLED.matcher(String.valueOf(file.getFileName()));
        return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
    }

    /** Returns the name of a current file without its suffix. */
    static String streamOf(Path current) {
        String name = String.valueOf(current.getFileName());
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }

    @Override
    public void close() throws IOException {
        if (current.isPresent()) {
            current.get().close();
        }
    }
}
