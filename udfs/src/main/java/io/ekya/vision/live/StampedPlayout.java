/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

/**
 * Delivers frames at once, unless they lag behind the stream's timestamps: then old frames wait
 * between the camera and this process, because frames were taken too slowly. Frames that were
 * buffered while the stream was opened are too old, too.
 */
final class StampedPlayout implements Playout {
    private static final long MAX_LAG_MILLIS = 500;

    /** The least delay is sought over this period, so that clocks may drift. */
    private static final long PERIOD_MILLIS = 30_000;

    /** A frame that was waited for so long was not lying ready. */
    private static final long WAITED_MILLIS = 20;

    /** The same for the first frames, where a mistake does little harm. */
    private static final long FIRST_WAIT_MILLIS = 2;

    /** So many frames that were waited for show that the timestamps jumped. */
    private static final int WAITS_AFTER_JUMP = 3;

    private long least = Long.MAX_VALUE;
    private long leastBefore = Long.MAX_VALUE;
    private long periodStart;
    private int waits;
    private boolean started;

    @Override
    public long delayMillis(long stampMillis, long waitedMillis, long nowMillis) {
        long delay = nowMillis - stampMillis;
        if (nowMillis - periodStart >= PERIOD_MILLIS) {
            leastBefore = least;
            least = Long.MAX_VALUE;
            periodStart = nowMillis;
        }
        if (!started && waitedMillis < FIRST_WAIT_MILLIS) {
            return LATE;
        }
        started = true;
        waits = waitedMillis >= WAITED_MILLIS ? waits + 1 : 0;
        if (waits >= WAITS_AFTER_JUMP && isLate(delay)) {
            leastBefore = Long.MAX_VALUE;
            least = delay;
        }
        least = Math.min(least, delay);
        return isLate(delay) ? LATE : 0;
    }

    private boolean isLate(long delay) {
        long reference = Math.min(least, leastBefore);
        return reference != Long.MAX_VALUE && delay - reference > MAX_LAG_MILLIS;
    }
}
