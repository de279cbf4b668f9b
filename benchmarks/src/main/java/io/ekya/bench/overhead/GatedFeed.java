package io.ekya.bench.overhead;

import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * A feed behind a turnstile.
 *
 * @param inner whose frames these are
 */
record GatedFeed(Turnstile gate, FrameFeed inner) implements FrameFeed {

    /** The next frame when the turnstile allows one; the feed ends where the job does. */
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
