/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import org.jspecify.annotations.Nullable;

/**
 * One event of the journal; also a record on Flink streams, so flat and public.
 *
 * @param journal id of the journal
 * @param n number within the journal, from 0 without gaps
 * @param timeMillis wall-clock time
 * @param camera null for an event of the whole site
 * @param window number of the window; null if the event concerns none
 * @param payload JSON, by kind; "{}" for kinds without payload
 */
public record SidecarEvent(
        String site,
        String journal,
        long n,
        long timeMillis,
        EventKind kind,
        @Nullable String camera,
        @Nullable Long window,
        String payload) {

    /**
     * Returns the camera of an event that always has one.
     *
     * @throws IllegalStateException if it has none
     */
    public String requireCamera() {
        if (camera == null) {
            throw new IllegalStateException("event %d (%s) has no camera".formatted(n, kind));
        }
        return camera;
    }

    /**
     * Returns the window of an event that always has one.
     *
     * @throws IllegalStateException if it has none
     */
    public long requireWindow() {
        if (window == null) {
            throw new IllegalStateException("event %d (%s) has no window".formatted(n, kind));
        }
        return window;
    }

    /** Returns whether the event concerns this window. */
    public boolean isOfWindow(long number) {
        return window != null && window == number;
    }
}
