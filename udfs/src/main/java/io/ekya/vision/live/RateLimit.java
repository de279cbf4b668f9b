/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

/** Admits at most so many frames per second, evenly spread. Time is injected. */
final class RateLimit {
    private static final double MOST = 1.5;
    private static final double LEAST = 0.5;

    private final double perMillisecond;
    private double credit = 1;
    private long last;

    /**
     * @param fps frames per second; 0 admits all
     * @param firstMillis monotonic time
     */
    RateLimit(double fps, long firstMillis) {
        this.perMillisecond = fps / 1000;
        this.last = firstMillis;
    }

    /** Returns whether the frame of this monotonic time is admitted. */
    boolean admits(long nowMillis) {
        if (perMillisecond == 0) {
            return true;
        }
        credit = Math.min(MOST, credit + (nowMillis - last) * perMillisecond);
        last = nowMillis;
        if (credit < LEAST) {
            return false;
        }
        credit--;
        return true;
    }
}
