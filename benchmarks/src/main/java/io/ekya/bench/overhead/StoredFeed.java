/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import java.util.List;

/** Repeats frames from memory, with increasing numbers and times. */
final class StoredFeed implements FrameFeed {
    private static final double FPS = 15;

    private final List<Frame> frames;
    private long next;

    StoredFeed(List<Frame> frames) {
        this.frames = frames;
    }

    @Override
    public Frame next() {
        long index = next++;
        Frame stored = frames.get((int) (index % frames.size()));
        return new Frame(
                index,
                Math.round(1000 * index / FPS),
                stored.image(),
                stored.boxes(),
                stored.truth(),
                false);
    }

    @Override
    public void skipTo(long index) {
        next = index;
    }

    @Override
    public double fps() {
        return FPS;
    }

    @Override
    public void close() {}
}
