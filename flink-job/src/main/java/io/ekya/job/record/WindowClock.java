package io.ekya.job.record;

import java.io.Serializable;

/**
 * Which retraining window an event time belongs to. All cameras of a site share it, so their
 * windows are aligned.
 *
 * @param originMillis event time at which window 0 begins: the wall-clock time of the job's first
 *     start
 * @param windowMillis length of a window
 * @param count how many windows there are; 0 where there is no end
 */
public record WindowClock(long originMillis, long windowMillis, long count)
        implements Serializable {

    public WindowClock {
        if (windowMillis <= 0 || count < 0) {
            throw new IllegalArgumentException(
                    "windows of %d ms, %d of them".formatted(windowMillis, count));
        }
    }

    /** Number of the window an event time falls into; negative before the origin. */
    public long windowOf(long timeMillis) {
        return Math.floorDiv(timeMillis - originMillis, windowMillis);
    }

    /** Event time at which a window begins. */
    public long startOf(long window) {
        return originMillis + window * windowMillis;
    }

    /** Event time at which a window ends; it is the next one's first moment. */
    public long endOf(long window) {
        return startOf(window + 1);
    }

    /** Time stamp of the timer that closes a window: its last millisecond. */
    public long timerOf(long window) {
        return endOf(window) - 1;
    }

    /** Whether the run has a window of this number. */
    public boolean has(long window) {
        return window >= 0 && (count == 0 || window < count);
    }
}
