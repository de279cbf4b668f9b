/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.io.IOException;

/**
 * Thrown for a frame or record that cannot be used (undecodable, malformed); the feed itself
 * continues.
 */
public final class BadFrameException extends IOException {
    private static final long serialVersionUID = 1L;

    private final long index;
    private final boolean frameLost;

    /** Creates an exception for a frame that is lost. */
    public BadFrameException(long index, String message) {
        this(index, message, true);
    }

    private BadFrameException(long index, String message, boolean frameLost) {
        super(message);
        this.index = index;
        this.frameLost = frameLost;
    }

    /**
     * Creates an exception for a fault that precedes a frame, such as a malformed row of a list;
     * the frame itself comes next.
     */
    static BadFrameException beforeFrame(long index, String message) {
        return new BadFrameException(index, message, false);
    }

    /** Returns the index of the frame. */
    public long index() {
        return index;
    }

    /** Returns whether the feed has moved past the frame; otherwise the frame comes next. */
    public boolean frameLost() {
        return frameLost;
    }
}
