/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import io.ekya.vision.Box;
import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Gives the frames of a looped clip the same boxes, so that decoding does not depend on what the
 * clip shows.
 *
 * @param truth true classes of the boxes, by number of the frame in the clip
 */
record BoxedFeed(FrameFeed clip, List<Box> boxes, List<int[]> truth) implements FrameFeed {

    @Override
    public @Nullable Frame next() throws IOException {
        Frame frame = clip.next();
        return frame == null
                ? null
                : new Frame(
                        frame.index(),
                        frame.timeMillis(),
                        frame.image(),
                        boxes,
                        truth.get((int) (frame.index() % truth.size())),
                        false);
    }

    @Override
    public void skipTo(long index) throws IOException {
        clip.skipTo(index);
    }

    @Override
    public double fps() {
        return clip.fps();
    }

    @Override
    public void close() {
        clip.close();
    }
}
