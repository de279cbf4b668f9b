/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A feed behind a turnstile.
 *
 * @param inner the feed that delivers the frames
 */
record GatedFeed(Turnstile gate, FrameFeed inner) implements FrameFeed {

    /** Returns the next frame once the turnstile admits one; ends when the job is cancelled. */
    @Override
    public @Nullable Frame next() throws IOException {
        try {
            gate.enter();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
        return inner.next();
    }

    @Override
    public void skipTo(long index) throws IOException {
        inner.skipTo(index);
    }

    @Override
    public double fps() {
        return inner.fps();
    }

    @Override
    public void close() {
        inner.close();
    }
}
