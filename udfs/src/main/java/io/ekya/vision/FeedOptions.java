/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

/**
 * Playback options of a recording.
 *
 * @param size size that frames are scaled to
 * @param fps frames per second; 0 selects the recording's own rate. A video is played at a lower
 *     rate by skipping frames, so that motion keeps its speed; a rate above its own has no effect
 * @param loop whether to restart at the end
 * @param heldOut share (0..0.9) at the end of the recording whose frames are marked held out, the
 *     same in every loop
 */
public record FeedOptions(PictureSize size, double fps, boolean loop, double heldOut) {
    public FeedOptions {
        if (!(fps >= 0 && fps <= 1000)) {
            throw new IllegalArgumentException("fps must be 0 to 1000, but is " + fps);
        }
        if (!(heldOut >= 0 && heldOut <= 0.9)) {
            throw new IllegalArgumentException("heldOut must be 0 to 0.9, but is " + heldOut);
        }
    }

    /** Creates options with both sides of the size. */
    public FeedOptions(int width, int height, double fps, boolean loop, double heldOut) {
        this(new PictureSize(width, height), fps, loop, heldOut);
    }

    /**
     * Returns the index of the first held-out frame of {@code count}; {@code count} if there is
     * none.
     */
    long firstHeldOut(long count) {
        return count - Math.round(count * heldOut);
    }

    /** Returns the time of a frame since the feed's start, in milliseconds. */
    static long timeMillis(long index, double fps) {
        return Math.round(index * 1000.0 / fps);
    }
}
