/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import io.ekya.sidecar.server.store.StudentCatalog.Student;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Keeps the folder within its {@link Retention}: first by count and age, then by bytes. */
final class Housekeeping {
    private static final Logger LOG = LoggerFactory.getLogger(Housekeeping.class);

    private final Path folder;
    private final Store store;
    private final Retention retention;
    private final Clock clock;

    Housekeeping(Path folder, Store store, Retention retention, Clock clock) {
        this.folder = folder;
        this.store = store;
        this.retention = retention;
        this.clock = clock;
    }

    /** Something that can be removed, the oldest first; returns whether it was. */
    private record Candidate(long millis, BooleanSupplier removal) {}

    /**
     * Removes what exceeds the retention; returns the number of removed students and sample sets.
     */
    int clean() {
        long oldest = clock.millis() - retention.age().toMillis();
        int removed = 0;
        Set<String> kept = store.students().servingAndPrevious();
        List<Candidate> candidates = new ArrayList<>();
        for (List<Student> students : store.students().byCamera()) {
            for (int i = 0; i < students.size(); i++) {
                Student s = students.get(i);
                if (kept.contains(s.sha256())) {
                    continue;
                }
                if (i >= retention.students() || s.createdMillis() < oldest) {
                    removed += remove(s) ? 1 : 0;
                } else {
                    candidates.add(new Candidate(s.createdMillis(), () -> remove(s)));
                }
            }
        }
        int removedForSpace = removeUntilItFits(candidates);
        store.jobs().forgetBefore(oldest);
        store.sites().all().forEach(site -> store.journal().forgetBefore(site, oldest));
        return removed + removedForSpace;
    }

    private int removeUntilItFits(List<Candidate> candidates) {
        long bytes = bytes();
        if (bytes <= retention.bytes()) {
            return 0;
        }
        for (SampleStore.SampleSet set : store.samples().removable()) {
            candidates.add(new Candidate(set.lastTime(), () -> store.samples().remove(set)));
        }
        candidates.sort(Comparator.comparingLong(Candidate::millis));
        // the newest window of a camera is only shortened, once nothing else is left
        for (SampleStore.SampleSet set : store.samples().newest()) {
            candidates.add(new Candidate(set.lastTime(), () -> store.samples().shorten(set)));
        }
        int removed = 0;
        for (Candidate candidate : candidates) {
            if (bytes <= retention.bytes()) {
                return removed;
            }
            removed += candidate.removal.getAsBoolean() ? 1 : 0;
            bytes = bytes();
        }
        if (bytes > retention.bytes()) {
            store.sites().all().forEach(store.journal()::forgetAllButNewest);
            LOG.warn(
                    "{} holds {} bytes after removing all that is not needed; the limit is {}",
                    folder,
                    bytes(),
                    retention.bytes());
        }
        return removed;
    }

    /**
     * Removes a student unless it serves, or would serve after a roll-back: both are checked in the
     * transaction, since either can have changed since it was chosen. Its file goes first, so that
     * there is space again for the registry's own change.
     */
    private boolean remove(Student s) {
        return store.transaction(
                () -> {
                    if (store.students().servingAndPrevious().contains(s.sha256())) {
                        return false;
                    }
                    store.models().remove(s.sha256());
                    store.students().remove(s.sha256());
                    return true;
                });
    }

    /** Returns the bytes of students, samples and registry. */
    private long bytes() {
        return store.registryBytes()
                + folderBytes(folder.resolve("models"))
                + folderBytes(folder.resolve("samples"));
    }

    private static long folderBytes(Path folder) {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(f -> f.toFile().length()).sum();
        } catch (IOException e) {
            throw new StoreException("%s cannot be listed: %s".formatted(folder, e), e);
        }
    }

    /** Removes model files that a crashed process has not registered. */
    void removeOrphans(Set<String> known) {
        Path models = folder.resolve("models");
        Set<String> all = new HashSet<>(known);
        store.students().byCamera().forEach(list -> list.forEach(s -> all.add(s.sha256())));
        all.addAll(store.students().servingAndPrevious());
        if (!Files.isDirectory(models)) {
            return;
        }
        try (Stream<Path> files = Files.list(models)) {
            files.map(f -> f.getFileName().toString().replace(ModelStore.SUFFIX, ""))
                    .filter(name -> !all.contains(name))
                    .toList()
                    .forEach(store.models()::remove);
        } catch (IOException e) {
            throw new StoreException("%s cannot be listed: %s".formatted(models, e), e);
        }
    }
}
