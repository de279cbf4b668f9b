package io.ekya.job.source.camera;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Ties a camera's time to the clock on the wall.
 *
 * @param startMillis wall-clock time at which camera time 0 is due
 * @param pace camera seconds a wall second
 * @param wallMillis the clock on the wall
 */
record Pacer(long startMillis, double pace, LongSupplier wallMillis) {

    /** Camera time now, milliseconds; negative before the start. */
    long now() {
        return (long) ((wallMillis.getAsLong() - startMillis) * pace);
    }

    /**
     * How long ago, in wall-clock milliseconds, a camera time was due; negative where it is not.
     */
    long lateness(long cameraMillis) {
        return wallMillis.getAsLong() - startMillis - (long) (cameraMillis / pace);
    }

    /** Waits until a camera time is due. */
    void await(long cameraMillis) throws InterruptedException {
        long left = -lateness(cameraMillis);
        if (left > 0) {
            TimeUnit.MILLISECONDS.sleep(left);
        }
    }
}
