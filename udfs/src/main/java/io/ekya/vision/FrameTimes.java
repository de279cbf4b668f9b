/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

/** When the frames of a recording are due, in milliseconds since its first one. */
public interface FrameTimes {

    /** Returns the time of a frame. */
    long millisOf(long index);

    /** Returns the index of the last frame that is due at this time; 0 before the first. */
    long indexAt(long millis);

    /** Returns the times at a constant number of frames per second. */
    static FrameTimes constant(double fps) {
        return new FrameTimes() {
            @Override
            public long millisOf(long index) {
                return FeedOptions.timeMillis(index, fps);
            }

            @Override
            public long indexAt(long millis) {
                return Math.max(0, (long) Math.floor(millis * fps / 1000));
            }
        };
    }
}
