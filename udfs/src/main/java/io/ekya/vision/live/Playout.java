/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

/** Decides when a frame that was read is delivered, or that it is too old. Time is injected. */
interface Playout {
    /** The frame is too old. */
    long LATE = -1;

    /**
     * Returns the milliseconds to wait before the frame is delivered, or {@link #LATE}.
     *
     * @param stampMillis timestamp of the frame in the stream
     * @param waitedMillis how long the frame was waited for
     * @param nowMillis monotonic time at which it came
     */
    long delayMillis(long stampMillis, long waitedMillis, long nowMillis);

    /** Returns the rule for a stream of this format, as FFmpeg names it. */
    static Playout of(String format) {
        if (format.startsWith("hls")) {
            return new PacedPlayout();
        }
        return format.contains("jpeg") ? new UnstampedPlayout() : new StampedPlayout();
    }
}
