/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.memory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** The size of a run's results on disk. */
final class RunDisk {
    private RunDisk() {}

    /** Returns the bytes of the JSON Lines files in a folder, which a job may roll meanwhile. */
    static long bytes(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(f -> f.toString().endsWith(".jsonl")).toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
        Map<Object, Long> sizes = new HashMap<>(); // a file that is rolled has two names here
        for (Path file : files) {
            try {
                BasicFileAttributes seen = Files.readAttributes(file, BasicFileAttributes.class);
                sizes.put(seen.fileKey(), seen.size());
            } catch (NoSuchFileException gone) {
                // rolled or deleted meanwhile
            }
        }
        return sizes.values().stream().mapToLong(Long::longValue).sum();
    }
}
