package io.ekya.job.source;

import java.io.Serializable;

/**
 * How cameras keep time.
 *
 * @param leadMillis wall-clock time between the job's start and the cameras' first frame, so that
 *     models are loaded when it comes
 * @param everyFrame false for cameras that are live: frames are paced, and the newest wins. True
 *     takes every frame as fast as the stream can, for tests and replays
 */
public record SourceTiming(long leadMillis, boolean everyFrame) implements Serializable {

    /** Live cameras; the first frame comes three seconds after the start. */
    public static final SourceTiming LIVE = new SourceTiming(3_000, false);

    /** Every frame, as fast as it can be taken. */
    public static final SourceTiming EVERY_FRAME = new SourceTiming(0, true);
}
