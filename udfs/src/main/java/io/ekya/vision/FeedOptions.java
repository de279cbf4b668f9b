package io.ekya.vision;

/**
 * How the frames of a recording are played.
 *
 * @param width pixels that frames are scaled to
 * @param height pixels that frames are scaled to
 * @param fps frames a second; 0 takes the recording's own. Of a video a lower rate than its own
 *     leaves out frames, so that things keep their speed; a higher one is not to be had
 * @param loop begin anew at the end
 * @param heldOut last share of the recording (0..0.9) whose frames are marked held out, in every
 *     loop the same ones
 */
public record FeedOptions(int width, int height, double fps, boolean loop, double heldOut) {
    public FeedOptions {
        if (width < 2 || height < 2) {
            throw new IllegalArgumentException(
                    "frames of %dx%d pixels; width and height must be at least 2"
                            .formatted(width, height));
        }
        if (!(fps >= 0 && fps <= 1000)) {
            throw new IllegalArgumentException("fps must be 0 to 1000, but is " + fps);
        }
        if (!(heldOut >= 0 && heldOut <= 0.9)) {
            throw new IllegalArgumentException("heldOut must be 0 to 0.9, but is " + heldOut);
        }
    }

    /** First of {@code count} frames that is held out; {@code count} where none is. */
    long firstHeldOut(long count) {
        return count - Math.round(count * heldOut);
    }

    /** Time of a frame since the feed's beginning, milliseconds. */
    static long timeMillis(long index, double fps) {
        return Math.round(index * 1000.0 / fps);
    }
}
