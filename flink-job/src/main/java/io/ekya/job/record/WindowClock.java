/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

import java.io.Serializable;

/**
 * Retraining windows in event time. They are aligned to the epoch: window k begins at k times the
 * window length, whenever the Flink job was started, so that a restored job continues with the same
 * windows.
 *
 * @param windowMillis length of a window
 * @param first number of the window in which this submission starts
 * @param count number of windows that this submission runs; 0 for an endless run
 */
public record WindowClock(long windowMillis, long first, long count) implements Serializable {
    /** Largest number of consecutive windows without frames that are reported. */
    public static final long LONGEST_GAP = 100;

    public WindowClock {
        if (windowMillis <= 0 || count < 0) {
            throw new IllegalArgumentException(
                    "window length must be positive and count not negative, but they are %d ms and %d"
                            .formatted(windowMillis, count));
        }
    }

    /**
     * The windows of a submission.
     *
     * @param startMillis event time at which it starts
     */
    public static WindowClock startingAt(long startMillis, long windowMillis, long count) {
        return new WindowClock(windowMillis, Math.floorDiv(startMillis, windowMillis), count);
    }

    /** Number of the window that contains an event time. */
    public long windowOf(long timeMillis) {
        return Math.floorDiv(timeMillis, windowMillis);
    }

    /** Event time at which a window begins. */
    public long startOf(long window) {
        return window * windowMillis;
    }

    /** Event time at which a window ends, exclusive. */
    public long endOf(long window) {
        return startOf(window + 1);
    }

    /** Timestamp of the timer that closes a window: its last millisecond. */
    public long timerOf(long window) {
        return endOf(window) - 1;
    }

    /**
     * The window to wait for after one has ended. Of a longer gap, after an outage or a jump of the
     * clock, only the last {@value #LONGEST_GAP} windows are visited.
     */
    public long next(long ended, long watermarkMillis) {
        return Math.max(ended + 1, windowOf(watermarkMillis) - LONGEST_GAP);
    }

    /** Whether a timestamp is that of the timer of a window of this length. */
    public boolean isTimer(long timeMillis) {
        return timerOf(windowOf(timeMillis)) == timeMillis;
    }

    /** Number of the last window of this submission; of an endless one, the largest number. */
    public long last() {
        return count == 0 ? Long.MAX_VALUE : first + count - 1;
    }

    /** Whether a window is not after the last one of this submission. */
    public boolean has(long window) {
        return window <= last();
    }
}
