package io.ekya.vision;

import java.io.IOException;

/** Something in a feed that cannot be used (undecodable, malformed); the feed itself goes on. */
public final class BadFrameException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long index;
    private final boolean frameLost;

    /** A frame that is lost. */
    public BadFrameException(long index, String message) {
        this(index, message, true);
    }

    private BadFrameException(long index, String message, boolean frameLost) {
        super(message);
        this.index = index;
        this.frameLost = frameLost;
    }

    /** A fault beside a frame, such as a malformed row of a list; the frame itself comes next. */
    static BadFrameException besideFrame(long index, String message) {
        return new BadFrameException(index, message, false);
    }

    /** Index of the frame. */
    public long index() {
        return index;
    }

    /** Whether the feed has moved past the frame; otherwise the frame comes next. */
    public boolean frameLost() {
        return frameLost;
    }
}
