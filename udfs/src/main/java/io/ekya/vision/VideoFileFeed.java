package io.ekya.vision;

import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A video file played as a camera, through FFmpeg. Frames are scaled to one size while they are
 * decoded, carry no boxes, and are numbered in the order of display, over the loops without a gap;
 * a frame's time is its number divided by the frames a second. A frame that is damaged or missing
 * takes its number too, and comes as a {@link BadFrameException}. At a lower rate than the file's
 * own, frames are left out, so that things keep their speed.
 *
 * <p>Opening reads the file once without decoding it, to know its frames. Where its index lists
 * more frames than there are, the feed delivers those there are and then throws an IOException.
 */
public final class VideoFileFeed implements FrameFeed {
    private final WholeVideo whole;
    private final double fps;
    private final double stride; // frames of the file for one of the feed
    private long index; // of the next frame

    private VideoFileFeed(WholeVideo whole, double fps) {
        this.whole = whole;
        this.fps = fps;
        this.stride = whole.fps() / fps;
    }

    /**
     * Opens a video file.
     *
     * @throws IOException where it is missing, no video, or without a single frame; the message
     *     says what to do
     */
    public static VideoFileFeed open(Path file, FeedOptions options) throws IOException {
        WholeVideo whole = WholeVideo.open(file, options);
        boolean slower = options.fps() > 0 && options.fps() < whole.fps();
        return new VideoFileFeed(whole, slower ? options.fps() : whole.fps());
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
                    FeedOptions.timeMillis(number, fps),
                    frame.image(),
                    frame.boxes(),
                    frame.truth(),
                    frame.heldOut());
        } catch (BadFrameException e) {
            index++;
            throw new BadFrameException(number, String.valueOf(e.getMessage()));
        }
    }

    private long numberInFile(long number) {
        return (long) (number * stride + 1e-6);
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
    public void close() {
        whole.close();
    }
}
