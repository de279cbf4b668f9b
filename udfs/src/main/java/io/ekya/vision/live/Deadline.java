/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision.live;

import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The moment at which a blocking call of FFmpeg has to return; an interrupt of the thread makes it
 * return at once. Used by one thread.
 */
final class Deadline {
    private long endNanos;
    private boolean ignoresInterrupts;
    private @Nullable Error failure;

    /** Allows this much time from now on. */
    void in(long millis) {
        endNanos = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** Allows this much time for closing, even if the thread is interrupted. */
    void toClose(long millis) {
        ignoresInterrupts = true;
        in(millis);
    }

    boolean hasPassed() {
        return System.nanoTime() - endNanos >= 0;
    }

    boolean isOver() {
        return hasPassed() || (!ignoresInterrupts && Thread.currentThread().isInterrupted());
    }

    /** Keeps an error of a callback, which cannot be thrown through native code. */
    void fail(Error error) {
        failure = error;
    }

    /** Throws what a callback has kept. */
    void rethrow() {
        if (failure != null) {
            throw failure;
        }
    }
}
