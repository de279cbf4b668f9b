/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The cameras of a site from now on; replaces earlier sets. Public for Flink's state.
 *
 * @param cameras at most one entry for each camera
 */
public record CameraSet(List<Entry> cameras) implements Serializable {

    /**
     * A camera. A camera that is added again or changed is a new one under the same id.
     *
     * @param camera its id
     * @param originMillis wall-clock time of its frame 0, later than that of any camera before it
     *     under this id; 0 if it started under version 0.2.0 or earlier
     * @param text its configuration as JSON; empty if it is as configured with the job
     */
    public record Entry(String camera, long originMillis, String text) implements Serializable {
        /** Without the text, which may contain a login. */
        @Override
        public String toString() {
            return "Entry[camera=%s, originMillis=%d]".formatted(camera, originMillis);
        }
    }

    public CameraSet {
        cameras = new ArrayList<>(cameras);
    }

    /** The ids, sorted. */
    public List<String> ids() {
        return cameras.stream().map(Entry::camera).sorted().toList();
    }

    /** Returns a camera, if the set contains it. */
    public Optional<Entry> get(String id) {
        return cameras.stream().filter(entry -> entry.camera().equals(id)).findFirst();
    }

    public boolean contains(String id) {
        return get(id).isPresent();
    }
}
