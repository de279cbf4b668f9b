/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import java.io.Serializable;

/**
 * Timing of the cameras.
 *
 * @param leastLeadMillis least wall-clock time between the start of the readers and the cameras'
 *     first frame
 * @param everyFrame false for live cameras: frames are paced, and the newest wins. True for tests
 *     and replays: every frame is read, as fast as the stream allows
 */
public record SourceTiming(long leastLeadMillis, boolean everyFrame) implements Serializable {

    /** Live cameras; the lead time lets operators load native libraries and students. */
    public static final SourceTiming LIVE = new SourceTiming(5_000, false);

    /** Every frame, as fast as the stream allows. */
    public static final SourceTiming EVERY_FRAME = new SourceTiming(0, true);

    /** Wall-clock time of the first frame of a camera that is opened now; also its event time. */
    long startOf(long earliestMillis, long nowMillis) {
        return everyFrame ? earliestMillis : Math.max(earliestMillis, nowMillis + leastLeadMillis);
    }
}
