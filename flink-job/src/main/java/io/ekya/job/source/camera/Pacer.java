/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Relates a camera's time to the wall clock.
 *
 * @param startMillis wall-clock time at which camera time 0 is due
 * @param pace camera seconds per wall-clock second
 * @param clock monotonic clock, milliseconds since the epoch
 */
record Pacer(long startMillis, double pace, LongSupplier clock) {

    /** Present camera time in milliseconds; negative before the start. */
    long now() {
        return (long) ((clock.getAsLong() - startMillis) * pace);
    }

    /** Wall-clock milliseconds since a camera time was due; negative if it is not due yet. */
    long lateness(long cameraMillis) {
        return clock.getAsLong() - startMillis - (long) (cameraMillis / pace);
    }

    /** Waits until a camera time is due. */
    void await(long cameraMillis) throws InterruptedException {
        long remaining = -lateness(cameraMillis);
        if (remaining > 0) {
            TimeUnit.MILLISECONDS.sleep(remaining);
        }
    }
}
