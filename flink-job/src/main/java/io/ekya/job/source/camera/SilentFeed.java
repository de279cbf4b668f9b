/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/** A feed without frames that lasts until its thread is interrupted. */
record SilentFeed(double fps) implements FrameFeed {

    @Override
    public @Nullable Frame next() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return null;
    }

    @Override
    public void skipTo(long index) {}

    @Override
    public void close() {}
}
