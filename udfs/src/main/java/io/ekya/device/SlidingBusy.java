/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

import java.util.Arrays;

/** Busy time over a sliding window, kept in a ring of slots. Not thread-safe. */
final class SlidingBusy {
    private static final int SLOTS = 50;

    private final long[] busyNanos = new long[SLOTS];
    private final long slotNanos;
    private final long origin;
    private long slot;

    SlidingBusy(long windowNanos, long now) {
        this.slotNanos = Math.max(1, windowNanos / SLOTS);
        this.origin = now;
    }

    void add(long now, long busy) {
        advance(now);
        busyNanos[(int) (slot % SLOTS)] += busy;
    }

    /**
     * Returns busy time / elapsed time within the window, or since the start if that is shorter.
     */
    double share(long now) {
        advance(now);
        long elapsed = now - origin;
        long covered = Math.min(elapsed, (SLOTS - 1) * slotNanos + elapsed % slotNanos);
        return covered <= 0 ? 0 : (double) Arrays.stream(busyNanos).sum() / covered;
    }

    private void advance(long now) {
        long target = Math.max(slot, (now - origin) / slotNanos);
        if (target - slot >= SLOTS) {
            Arrays.fill(busyNanos, 0);
        } else {
            for (long s = slot + 1; s <= target; s++) {
                busyNanos[(int) (s % SLOTS)] = 0;
            }
        }
        slot = target;
    }
}
