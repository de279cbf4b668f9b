package io.ekya.vision;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * The frames of one camera, in order. Used by one thread. It does not pace: the caller decides when
 * the next frame is due, and may skip frames it is late for.
 */
public interface FrameFeed extends AutoCloseable {

    /**
     * The next frame, or null where the feed has ended.
     *
     * @throws BadFrameException where this frame cannot be used but the next may be: count it, put
     *     it aside, go on
     * @throws IOException where the camera is lost; the caller may open the feed again
     */
    @Nullable Frame next() throws IOException;

    /** Moves on to the frame with this index without decoding more than it must. */
    void skipTo(long index) throws IOException;

    /** Frames a second that the camera delivers. */
    double fps();

    @Override
    void close();
}
