/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.source.camera.FeedFactory;
import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import io.ekya.vision.ObjectClass;
import java.io.IOException;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * Replaces the true classes of frames by random ones.
 *
 * @param feeds source of the frames
 */
public record ScrambledTruth(FeedFactory feeds) implements FeedFactory {
    private static final long serialVersionUID = 1L;

    @Override
    public FrameFeed open(CameraConfig camera) throws IOException {
        FrameFeed feed = feeds.open(camera);
        return new FrameFeed() {
            @Override
            public @Nullable Frame next() throws IOException {
                Frame frame = feed.next();
                return frame == null ? null : scrambled(frame);
            }

            @Override
            public void skipTo(long index) throws IOException {
                feed.skipTo(index);
            }

            @Override
            public double fps() {
                return feed.fps();
            }

            @Override
            public void close() {
                feed.close();
            }
        };
    }

    private static Frame scrambled(Frame frame) {
        int[] randomClasses =
                new Random(frame.index())
                        .ints(frame.truth().length, 0, ObjectClass.COUNT - 1)
                        .toArray();
        return new Frame(
                frame.index(),
                frame.timeMillis(),
                frame.image(),
                frame.boxes(),
                randomClasses,
                frame.heldOut());
    }
}
