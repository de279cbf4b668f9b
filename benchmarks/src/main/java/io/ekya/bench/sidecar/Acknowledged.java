/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.sidecar;

import io.ekya.sidecar.api.SidecarEvent;
import java.util.ArrayList;
import java.util.List;

/** Records everything that a sidecar has acknowledged to its client and therefore must not lose. */
final class Acknowledged {
    private final List<SidecarEvent> events = new ArrayList<>();
    private long epoch;
    private int puts;

    synchronized void event(SidecarEvent event) {
        events.add(event);
    }

    synchronized void epoch(long newEpoch) {
        epoch = newEpoch;
    }

    synchronized void put() {
        puts++;
    }

    /** Returns a copy of everything acknowledged so far. */
    synchronized Snapshot snapshot() {
        return new Snapshot(List.copyOf(events), epoch, puts);
    }

    /** Everything acknowledged until a point in time; of puts only the number. */
    record Snapshot(List<SidecarEvent> events, long epoch, int puts) {}
}
