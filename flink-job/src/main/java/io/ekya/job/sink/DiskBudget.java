/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Keeps the JSON Lines files in a run's folder within the run's byte budget: deletes rolled files,
 * the oldest of any stream first, but window results and events only when no other rolled file is
 * left. Several writers may do so at the same time.
 */
final class DiskBudget {
    /** Small streams that say what the system did; worth more than single predictions. */
    private static final Set<String> LAST = Set.of("windows", "events");

    private DiskBudget() {}

    /**
     * What a folder holds after old files were deleted.
     *
     * @param bytes of all JSON Lines files that are left
     * @param deleted number of files deleted
     */
    record Outcome(long bytes, int deleted) {}

    private record Old(Path file, boolean isLast, long modifiedMillis, long bytes) {}

    /**
     * Deletes rolled files until the budget is kept or none is left.
     *
     * @param currentBytes size that a current file can reach before the next call; room for its
     *     growth is left, so that the budget is kept until then
     */
    static Outcome keep(Path folder, long keepBytes, long currentBytes) throws IOException {
        List<Old> candidates = new ArrayList<>();
        long bytes = 0;
        long room = 0;
        if (Files.notExists(folder)) {
            return new Outcome(0, 0);
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.jsonl")) {
            for (Path file : files) {
                int before = candidates.size();
                long size = measure(file, candidates);
                bytes += size;
                room += candidates.size() > before ? 0 : Math.max(0, currentBytes - size);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        candidates.sort(
                Comparator.comparing(Old::isLast)
                        .thenComparing(Old::modifiedMillis)
                        .thenComparing(Old::file));
        int deleted = 0;
        for (Old oldest : candidates) {
            if (bytes + room <= keepBytes) {
                break;
            }
            deleted += Files.deleteIfExists(oldest.file()) ? 1 : 0;
            bytes -= oldest.bytes();
        }
        return new Outcome(bytes, deleted);
    }

    /** Returns a file's size; adds it to the candidates for deletion if it is a rolled one. */
    private static long measure(Path file, List<Old> candidates) throws IOException {
        try {
            long size = Files.size(file);
            long modified = Files.getLastModifiedTime(file).toMillis();
            RolledFiles.streamOfRolled(file)
                    .ifPresent(
                            stream ->
                                    candidates.add(
                                            new Old(file, LAST.contains(stream), modified, size)));
            return size;
        } catch (NoSuchFileException e) {
            return 0; // deleted or rolled by another writer
        }
    }
}
