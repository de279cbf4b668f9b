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
    private final String kind;
    private final boolean frameLost;

    /**
     * Creates an exception for a frame that is lost.
     *
     * @param kind what faults of this kind have in common; there are few kinds
     */
    public BadFrameException(long index, String kind, String message) {
        this(index, kind, message, true);
    }

    private BadFrameException(long index, String kind, String message, boolean frameLost) {
        super(message);
        this.index = index;
        this.kind = kind;
        this.frameLost = frameLost;
    }

    /**
     * Creates an exception for a fault that precedes a frame, such as a malformed row of a list;
     * the frame itself comes next.
     */
    static BadFrameException beforeFrame(long index, String message) {
        return new BadFrameException(index, "list", message, false);
    }

    /** Returns the exception for the same fault of a frame that has another number. */
    public BadFrameException numbered(long number) {
        return new BadFrameException(number, kind, String.valueOf(getMessage()), frameLost);
    }

    /** Returns what faults of this kind have in common. */
    public String kind() {
        return kind;
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
