/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.memory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * How far a flood of frames is, one line in a file.
 *
 * @param answered frames analysed, carried or dropped so far
 * @param liveHeapBytes heap in use after a full collection
 */
record Progress(long answered, long analysed, long carried, long dropped, long liveHeapBytes) {

    /** Appends this to a file. */
    void append(Path file) throws IOException {
        String line =
                "%d %d %d %d %d%n".formatted(answered, analysed, carried, dropped, liveHeapBytes);
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** Reads the complete lines of a file, which may be missing. */
    static List<Progress> read(Path file) throws IOException {
        return Files.exists(file)
                ? Files.readString(file).lines().map(Progress::of).toList()
                : List.of();
    }

    private static Progress of(String line) {
        String[] words = line.split(" ");
        return new Progress(
                Long.parseLong(words[0]),
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Long.parseLong(words[3]),
                Long.parseLong(words[4]));
    }
}
