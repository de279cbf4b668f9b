package io.ekya.vision;

import java.io.IOException;

/** One frame of a feed that cannot be used (undecodable, malformed); the feed itself goes on. */
public final class BadFrameException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long index;

    public BadFrameException(long index, String message) {
        super(message);
        this.index = index;
    }

    /** Index of the frame, which the feed has moved past. */
    public long index() {
        return index;
    }
}
