/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

/**
 * The time that a camera may still take for its next frame. Only time spent waiting for the camera
 * counts.
 */
final class Watchdog {
    private final long watchdogMillis;
    private long limitMillis;
    private long waitedMillis;

    /**
     * @param firstMillis limit for the first frame
     * @param watchdogMillis limit for each later frame
     */
    Watchdog(long firstMillis, long watchdogMillis) {
        this.limitMillis = firstMillis;
        this.watchdogMillis = watchdogMillis;
    }

    /** Counts time that was spent waiting. */
    void waited(long millis) {
        waitedMillis += millis;
    }

    /** A frame has come. */
    void frame() {
        waitedMillis = 0;
        limitMillis = watchdogMillis;
    }

    long remainingMillis() {
        return Math.max(0, limitMillis - waitedMillis);
    }

    /** The time allowed for the present frame as a whole. */
    long limitMillis() {
        return limitMillis;
    }
}
