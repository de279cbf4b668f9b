/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

import java.io.Serializable;

/**
 * Maps event times to retraining windows. All cameras of a site share it, so their windows are
 * aligned.
 *
 * @param originMillis event time at which window 0 begins: the wall-clock time of the Flink job's
 *     first start
 * @param windowMillis length of a window
 * @param count number of windows; 0 for a run without end
 */
public record WindowClock(long originMillis, long windowMillis, long count)
        implements Serializable {

    public WindowClock {
        if (windowMillis <= 0 || count < 0) {
            throw new IllegalArgumentException(
                    "window length must be positive and count not negative, but they are %d ms and %d"
                            .formatted(windowMillis, count));
        }
    }

    /** Number of the window that contains an event time; negative before the origin. */
    public long windowOf(long timeMillis) {
        return Math.floorDiv(timeMillis - originMillis, windowMillis);
    }

    /** Event time at which a window begins. */
    public long startOf(long window) {
        return originMillis + window * windowMillis;
    }

    /** Event time at which a window ends, exclusive. */
    public long endOf(long window) {
        return startOf(window + 1);
    }

    /** Timestamp of the timer that closes a window: its last millisecond. */
    public long timerOf(long window) {
        return endOf(window) - 1;
    }

    /** Whether the run has a window of this number. */
    public boolean has(long window) {
        return window >= 0 && (count == 0 || window < count);
    }
}
