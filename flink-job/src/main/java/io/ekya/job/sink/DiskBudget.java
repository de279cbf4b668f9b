/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

    private record Old(Path file, String stream, long modifiedMillis, long bytes) {
        boolean isLast() {
            return LAST.contains(stream);
        }

        Old noLaterThan(long millis) {
            return new Old(file, stream, Math.min(millis, modifiedMillis), bytes);
        }
    }

    /**
     * Orders rolled files from old to new. A file is at most as new as those of its stream with
     * higher numbers, whatever the clock said when it was written.
     */
    private static List<Old> oldestFirst(List<Old> files) {
        List<Old> newestFirst =
                files.stream()
                        .sorted(
                                Comparator.comparing((Old old) -> old.file().toString().length())
                                        .thenComparing(Old::file)
                                        .reversed())
                        .toList();
        Map<String, Long> latest = new HashMap<>();
        List<Old> all = new ArrayList<>();
        for (Old old : newestFirst) {
            Old bounded = old.noLaterThan(latest.getOrDefault(old.stream(), Long.MAX_VALUE));
            latest.put(old.stream(), bounded.modifiedMillis());
            all.add(bounded);
        }
        Collections.reverse(all); // of equal times, the lower number is older
        all.sort(Comparator.comparing(Old::isLast).thenComparing(Old::modifiedMillis));
        return all;
    }

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
        int deleted = 0;
        for (Old oldest : oldestFirst(candidates)) {
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
                    .ifPresent(stream -> candidates.add(new Old(file, stream, modified, size)));
            return size;
        } catch (NoSuchFileException e) {
            return 0; // deleted or rolled by another writer
        }
    }
}
