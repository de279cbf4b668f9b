/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.record.CameraSet;
import io.ekya.job.source.changes.CameraChanges;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The cameras that run, as the enumerator knows them; its state in checkpoints.
 *
 * @param cameras the cameras that run
 * @param firstOrigins wall-clock time of the very first frame 0 of each camera that ever ran; later
 *     frames 0 are numbered by the milliseconds since then, which are more than frames
 * @param pending splits that are not assigned to a reader yet
 * @param changes against the configuration
 */
record Roster(
        CameraSet cameras,
        Map<String, Long> firstOrigins,
        List<CameraSplit> pending,
        CameraChanges changes) {
    static final Roster EMPTY =
            new Roster(new CameraSet(List.of()), Map.of(), List.of(), CameraChanges.NONE);

    Roster {
        firstOrigins = Collections.unmodifiableMap(new TreeMap<>(firstOrigins));
        pending = List.copyOf(pending);
    }

    /**
     * Returns the roster with other cameras. A camera whose configuration differs ends, and starts
     * anew under the same id.
     *
     * @param wanted configuration by camera
     * @param originMillis wall-clock time at which cameras start that are new or changed
     */
    Roster adaptedTo(Map<String, String> wanted, long originMillis) {
        Map<String, Long> origins = new LinkedHashMap<>(firstOrigins);
        List<CameraSet.Entry> entries = new ArrayList<>();
        List<CameraSplit> splits = new ArrayList<>(pending);
        wanted.forEach(
                (camera, text) -> {
                    CameraSet.Entry known = cameras.get(camera).orElse(null);
                    if (known != null && known.text().equals(text)) {
                        entries.add(known);
                        return;
                    }
                    boolean isFirst = known == null && !origins.containsKey(camera);
                    long first = isFirst ? originMillis : origins.getOrDefault(camera, 0L);
                    long earliest = Math.max(first, known == null ? 0 : known.originMillis()) + 1;
                    long origin = isFirst ? originMillis : Math.max(earliest, originMillis);
                    origins.put(camera, first);
                    entries.add(new CameraSet.Entry(camera, origin, text));
                    splits.add(CameraSplit.startingAt(camera, origin, origin - first));
                });
        CameraSet set = new CameraSet(entries);
        return new Roster(set, origins, splits.stream().filter(s -> s.isOf(set)).toList(), changes);
    }

    /** Number of cameras that were added, changed or removed since an earlier roster. */
    int changedSince(Roster before) {
        int kept = 0;
        for (CameraSet.Entry entry : cameras.cameras()) {
            kept += before.cameras.cameras().contains(entry) ? 1 : 0;
        }
        int changed = cameras.cameras().size() - kept;
        int removed =
                (int) before.cameras.ids().stream().filter(id -> !cameras.contains(id)).count();
        return changed + removed;
    }

    Roster withChanges(CameraChanges next) {
        return new Roster(cameras, firstOrigins, pending, next);
    }

    Roster withPending(List<CameraSplit> splits) {
        return new Roster(cameras, firstOrigins, splits, changes);
    }
}
