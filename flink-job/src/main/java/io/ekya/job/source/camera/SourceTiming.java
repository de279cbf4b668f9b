package io.ekya.job.source.camera;

import java.io.Serializable;

/**
 * How cameras keep time.
 *
 * @param leastLeadMillis least wall-clock time between the readers' start and the cameras' first
 *     frame; it is later where the windows' origin is
 * @param everyFrame false for cameras that are live: frames are paced, and the newest wins. True
 *     takes every frame as fast as the stream can, for tests and replays
 */
public record SourceTiming(long leastLeadMillis, boolean everyFrame) implements Serializable {

    /** Live cameras, after a lead in which the operators load native libraries and students. */
    public static final SourceTiming LIVE = new SourceTiming(5_000, false);

    /** Every frame, as fast as it can be taken. */
    public static final SourceTiming EVERY_FRAME = new SourceTiming(0, true);
}
