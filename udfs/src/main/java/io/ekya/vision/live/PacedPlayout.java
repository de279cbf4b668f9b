/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

/**
 * Delivers frames at the pace of their timestamps. For HLS, which transfers segments of several
 * seconds at once. A frame that comes late delays those after it by as much.
 */
final class PacedPlayout implements Playout {
    /** Timestamps further apart than this have jumped. */
    private static final long JUMP_MILLIS = 10_000;

    private long lastStamp;
    private long zero; // monotonic time at which timestamp 0 is due
    private boolean started;

    @Override
    public long delayMillis(long stampMillis, long waitedMillis, long nowMillis) {
        boolean jumped = started && Math.abs(stampMillis - lastStamp) > JUMP_MILLIS;
        lastStamp = stampMillis;
        if (!started || jumped || nowMillis > zero + stampMillis) {
            started = true;
            zero = nowMillis - stampMillis;
        }
        return zero + stampMillis - nowMillis;
    }
}
