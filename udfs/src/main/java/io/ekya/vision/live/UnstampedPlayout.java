/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

/**
 * Delivers frames at once, unless none had to be waited for during some time: then old frames lie
 * ready, because frames were taken too slowly. For streams without timestamps, such as MJPEG.
 */
final class UnstampedPlayout implements Playout {
    private static final long MAX_LAG_MILLIS = 500;

    /** A frame that was waited for so long was not lying ready. */
    private static final long WAITED_MILLIS = 2;

    private long lastWait;
    private boolean started;

    @Override
    public long delayMillis(long stampMillis, long waitedMillis, long nowMillis) {
        if (!started || waitedMillis >= WAITED_MILLIS) {
            started = true;
            lastWait = nowMillis;
        }
        return nowMillis - lastWait > MAX_LAG_MILLIS ? LATE : 0;
    }
}
