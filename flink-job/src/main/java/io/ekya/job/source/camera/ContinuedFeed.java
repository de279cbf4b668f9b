/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.vision.BadFrameException;
import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import io.ekya.vision.Geometry;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A live feed whose frame numbers and times continue those of the connections before it.
 *
 * @param feed numbers and times start at 0; closed with this
 * @param firstIndex index of its frame 0
 * @param openedMillis camera time at which it was opened
 */
record ContinuedFeed(FrameFeed feed, long firstIndex, long openedMillis) implements FrameFeed {

    @Override
    public @Nullable Frame next() throws IOException {
        Frame frame;
        try {
            frame = feed.next();
        } catch (BadFrameException e) {
            throw e.numbered(firstIndex + e.index());
        }
        return frame == null
                ? null
                : new Frame(
                        firstIndex + frame.index(),
                        openedMillis + frame.timeMillis(),
                        frame.image(),
                        frame.boxes(),
                        frame.truth(),
                        frame.heldOut());
    }

    @Override
    public void skipTo(long index) throws IOException {
        feed.skipTo(index - firstIndex);
    }

    @Override
    public double fps() {
        return feed.fps();
    }

    @Override
    public @Nullable Geometry geometry() {
        return feed.geometry();
    }

    @Override
    public boolean isLive() {
        return feed.isLive();
    }

    @Override
    public void close() {
        feed.close();
    }
}
