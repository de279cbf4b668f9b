/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.sidecar;

import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.SidecarEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Records everything that a sidecar has acknowledged to its client and therefore must not lose. */
final class Acknowledged {
    private final List<SidecarEvent> events = new ArrayList<>();
    private final CountDownLatch promoted = new CountDownLatch(1);
    private long epoch;
    private int puts;

    synchronized void event(SidecarEvent event) {
        events.add(event);
        if (event.kind() == EventKind.PROMOTED) {
            promoted.countDown();
        }
    }

    /** Waits until a student was promoted; returns false if none was in time. */
    boolean awaitPromotion(long seconds) throws InterruptedException {
        return promoted.await(seconds, TimeUnit.SECONDS);
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
