/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Plays a video file as a camera, using FFmpeg. Frames are scaled and turned upright, have no
 * boxes, and are numbered in display order, without gaps across loops; a frame's time is that of
 * its stamp, or its number divided by the frames per second if these are even. A damaged or missing
 * frame keeps its number and is reported as a {@link BadFrameException}. At a rate below the file's
 * own, frames are skipped, so that motion keeps its speed.
 *
 * <p>Opening reads the file once, without decoding it, to index its frames. If the file's own index
 * lists more frames than exist, the feed delivers the existing ones and then throws an IOException.
 */
public final class VideoFileFeed implements FrameFeed {
    private final WholeVideo whole;
    private final double fps;
    private final double stride; // file frames per feed frame, at a constant rate
    private final FrameTimes times;
    private final int @Nullable [] kept; // frames of each loop, if their times are not even
    private long index; // of the next frame

    /**
     * @param most largest number of frames per second
     */
    private VideoFileFeed(WholeVideo whole, double most) {
        this.whole = whole;
        StampedTimes stamped = whole.stamped();
        if (stamped == null) {
            this.kept = null;
            this.fps = Math.min(most, whole.fps());
            this.times = FrameTimes.constant(fps);
        } else {
            this.kept = stamped.atRate(most);
            this.fps = kept.length * 1e6 / stamped.lengthMicros();
            this.times = stamped.of(kept);
        }
        this.stride = whole.fps() / fps;
    }

    /**
     * Opens a video file.
     *
     * @throws IOException if it is missing, not a video, or has no frame; the message states a fix
     */
    public static VideoFileFeed open(Path file, FeedOptions options) throws IOException {
        WholeVideo whole = WholeVideo.open(file, options);
        return new VideoFileFeed(
                whole, options.fps() > 0 ? options.fps() : Double.POSITIVE_INFINITY);
    }

    @Override
    public @Nullable Frame next() throws IOException {
        long number = index;
        whole.skipTo(numberInFile(number));
        try {
            Frame frame = whole.next();
            if (frame == null) {
                return null;
            }
            index++;
            return new Frame(
                    number,
                    times.millisOf(number),
                    frame.image(),
                    frame.boxes(),
                    frame.truth(),
                    frame.heldOut());
        } catch (BadFrameException e) {
            index++;
            throw e.numbered(number);
        }
    }

    private long numberInFile(long number) {
        int[] ofLoop = kept;
        return ofLoop == null
                ? (long) (number * stride + 1e-6)
                : number / ofLoop.length * whole.count() + ofLoop[(int) (number % ofLoop.length)];
    }

    @Override
    public void skipTo(long target) throws IOException {
        if (target < index) {
            throw new IllegalArgumentException(
                    "cannot skip back from frame %d to %d".formatted(index, target));
        }
        index = target;
        whole.skipTo(numberInFile(target));
    }

    @Override
    public double fps() {
        return fps;
    }

    @Override
    public FrameTimes times() {
        return times;
    }

    @Override
    public @Nullable Geometry geometry() {
        return whole.geometry();
    }

    @Override
    public void close() {
        whole.close();
    }
}
