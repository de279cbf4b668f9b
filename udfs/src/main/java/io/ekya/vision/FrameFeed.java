/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one camera, in order. Not thread-safe. A feed is not paced: the caller decides when
 * the next frame is due and can skip frames that are late.
 */
public interface FrameFeed extends AutoCloseable {

    /**
     * Returns the next frame, or null at the end of the feed.
     *
     * @throws BadFrameException if this frame cannot be used but the next might be: record it and
     *     continue
     * @throws IOException if the camera is lost; the caller can open the feed again
     */
    @Nullable Frame next() throws IOException;

    /** Advances to the frame with this index, decoding as little as possible. */
    void skipTo(long index) throws IOException;

    /** Returns the camera's frames per second, on average. */
    double fps();

    /** Returns when frames are due; of no use if the feed is live. */
    default FrameTimes times() {
        return FrameTimes.constant(fps());
    }

    /** Returns how pictures become frames; null if that is unknown, as before the first frame. */
    default @Nullable Geometry geometry() {
        return null;
    }

    /**
     * Returns whether the camera delivers frames in real time. {@link #next} then waits for the
     * next frame, a frame's time is the monotonic time since the feed was opened, {@link #skipTo}
     * has no effect, and an index is omitted for each frame that was too late to be delivered. A
     * live feed never ends; the end of its stream is a loss.
     */
    default boolean isLive() {
        return false;
    }

    @Override
    void close();
}
