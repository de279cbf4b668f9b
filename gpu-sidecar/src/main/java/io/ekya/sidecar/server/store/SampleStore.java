/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import io.ekya.sidecar.api.Samples;
import io.ekya.sidecar.server.store.RefusedException.Rule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Labelled crops, one Arrow file per put in one folder per window, and the exemplars of each
 * camera. The last few windows of a camera are retained.
 */
public final class SampleStore {
    private static final Logger LOG = LoggerFactory.getLogger(SampleStore.class);
    private static final String SUFFIX = ".arrow";
    private static final String NEWEST_OF_OPEN =
            "window = (SELECT max(window) FROM sample_sets WHERE site=s.site AND camera=s.camera)"
                    + " AND NOT EXISTS (SELECT 1 FROM cameras c WHERE c.site=s.site"
                    + " AND c.camera=s.camera AND c.closed=1)";

    private final Path folder;
    private final Database database;
    private final DurableFiles files;
    private final SampleFile format;
    private final int keepWindows;

    SampleStore(
            Path folder,
            Database database,
            DurableFiles files,
            SampleFile format,
            int keepWindows) {
        this.folder = folder;
        this.files = files;
        this.database = database;
        this.format = format;
        this.keepWindows = keepWindows;
    }

    private record Set(long window, int files, int side, long first, long last) {}

    /**
     * Adds crops to a window. A window with later frames than a following one belongs to a new run
     * of the job, so earlier data of the camera is removed.
     *
     * @throws RefusedException INVALID if the window's crops have another side
     */
    public synchronized void put(String site, String camera, long window, Samples samples) {
        long first = samples.firstTime();
        long last = samples.lastTime();
        int side = samples.crops().crops().side();
        List<Set> sets = sets(site, camera);
        if (sets.stream().anyMatch(s -> s.window > window && s.last < first)) {
            sets.forEach(s -> remove(site, camera, s.window));
            sets = List.of();
        }
        Optional<Set> old = sets.stream().filter(s -> s.window == window).findFirst();
        if (old.isPresent() && old.get().side != side) {
            throw new RefusedException(
                    Rule.INVALID,
                    "window %d of camera %s has crops of side %d, not %d"
                            .formatted(window, camera, old.get().side, side));
        }
        int number = old.map(Set::files).orElse(0);
        write(windowFolder(site, camera, window).resolve(number + SUFFIX), samples);
        database.update(
                "INSERT OR REPLACE INTO sample_sets VALUES(?,?,?,?,?,?,?)",
                site,
                camera,
                window,
                number + 1,
                side,
                old.map(s -> Math.min(s.first, first)).orElse(first),
                old.map(s -> Math.max(s.last, last)).orElse(last));
        sets.stream()
                .filter(s -> s.window <= window - keepWindows)
                .forEach(s -> remove(site, camera, s.window));
    }

    /** Returns the windows of a camera that have crops, ascending. */
    public List<Long> windows(String site, String camera) {
        return sets(site, camera).stream().map(Set::window).toList();
    }

    private List<Set> sets(String site, String camera) {
        return database.query(
                r ->
                        new Set(
                                r.getLong("window"),
                                r.getInt("files"),
                                r.getInt("side"),
                                r.getLong("first_time"),
                                r.getLong("last_time")),
                "SELECT * FROM sample_sets WHERE site=? AND camera=? ORDER BY window",
                site,
                camera);
    }

    /** The samples of a window of a camera, and the event time of its last frame, ms. */
    public record SampleSet(String site, String camera, long window, long lastTime) {}

    /** Returns all but the newest window of each open camera, and all windows of closed ones. */
    List<SampleSet> removable() {
        return sets("NOT (" + NEWEST_OF_OPEN + ")");
    }

    /** Returns the newest window of each open camera. */
    List<SampleSet> newest() {
        return sets(NEWEST_OF_OPEN);
    }

    private List<SampleSet> sets(String condition) {
        return database.query(
                r ->
                        new SampleSet(
                                r.getString("site"),
                                r.getString("camera"),
                                r.getLong("window"),
                                r.getLong("last_time")),
                "SELECT * FROM sample_sets s WHERE " + condition + " ORDER BY last_time");
    }

    synchronized boolean remove(SampleSet set) {
        remove(set.site(), set.camera(), set.window());
        return true;
    }

    /** Removes all but the last file of a window; returns whether there was another. */
    synchronized boolean shorten(SampleSet set) {
        Path at = windowFolder(set.site(), set.camera(), set.window());
        if (!Files.isDirectory(at)) {
            return false;
        }
        List<Path> all = files(at);
        for (Path file : all.subList(0, Math.max(0, all.size() - 1))) {
            try {
                files.remove(file);
            } catch (IOException e) {
                throw new StoreException("%s cannot be removed: %s".formatted(file, e), e);
            }
        }
        return all.size() > 1;
    }

    /** Removes all samples of a camera, including exemplars; returns the number of windows. */
    synchronized int removeAll(String site, String camera) {
        int windows =
                database.update("DELETE FROM sample_sets WHERE site=? AND camera=?", site, camera);
        Path all = folder.resolve(site).resolve(camera);
        try {
            files.removeFolder(all);
        } catch (IOException e) {
            throw new StoreException("samples in %s cannot be removed: %s".formatted(all, e), e);
        }
        return windows;
    }

    /** Returns a window's crops by time, or empty if there are none. Skips damaged files. */
    public synchronized Optional<Samples> window(String site, String camera, long window) {
        Path at = windowFolder(site, camera, window);
        if (!windows(site, camera).contains(window) || !Files.isDirectory(at)) {
            return Optional.empty();
        }
        List<Samples> parts = new ArrayList<>();
        for (Path file : files(at)) {
            read(file).ifPresent(parts::add);
        }
        return parts.isEmpty() ? Optional.empty() : Optional.of(Samples.merged(parts));
    }

    /** Returns the camera's exemplar memory, or empty if there is none yet. */
    public Optional<Samples> exemplars(String site, String camera) {
        Path file = exemplarFile(site, camera);
        return Files.exists(file) ? read(file) : Optional.empty();
    }

    /** Replaces the camera's exemplar memory. */
    public void putExemplars(String site, String camera, Samples exemplars) {
        write(exemplarFile(site, camera), exemplars);
    }

    private static List<Path> files(Path at) {
        try (Stream<Path> files = Files.list(at)) {
            return files.filter(f -> f.getFileName().toString().endsWith(SUFFIX))
                    .sorted(Comparator.comparingInt(SampleStore::number))
                    .toList();
        } catch (IOException e) {
            throw new StoreException("samples in %s cannot be listed: %s".formatted(at, e), e);
        }
    }

    private static int number(Path file) {
        String name = file.getFileName().toString();
        return Integer.parseInt(name.substring(0, name.length() - SUFFIX.length()));
    }

    private Optional<Samples> read(Path file) {
        try {
            return Optional.of(format.read(Files.readAllBytes(file)));
        } catch (IOException | RuntimeException e) {
            LOG.warn("Skipping unreadable samples in {}: {}", file, e.toString());
            return Optional.empty();
        }
    }

    private void write(Path file, Samples samples) {
        try {
            files.write(file, format.write(samples));
        } catch (IOException e) {
            throw new StoreException("samples cannot be stored in %s: %s".formatted(file, e), e);
        }
    }

    /** Files first: on a full disk, their space is needed for the registry's change. */
    private void remove(String site, String camera, long window) {
        try {
            files.removeFolder(windowFolder(site, camera, window));
        } catch (IOException e) {
            LOG.warn(
                    "Samples of {}/{}/{} cannot be removed: {}",
                    site,
                    camera,
                    window,
                    e.toString());
        }
        database.update(
                "DELETE FROM sample_sets WHERE site=? AND camera=? AND window=?",
                site,
                camera,
                window);
    }

    private Path windowFolder(String site, String camera, long window) {
        return folder.resolve(site).resolve(camera).resolve(Long.toString(window));
    }

    private Path exemplarFile(String site, String camera) {
        return folder.resolve(site).resolve(camera).resolve("exemplars" + SUFFIX);
    }
}
