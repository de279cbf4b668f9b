/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import io.ekya.job.source.camera.FeedFactory;
import io.ekya.synthetic.StreetFeed;
import io.ekya.synthetic.StreetOptions;
import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Repeats frames from memory, with increasing numbers and times. */
public final class StoredFeed implements FrameFeed {
    private static final Map<String, Shared> ALL = new ConcurrentHashMap<>();
    private static final double FPS = 15;

    /** One frame in this many of a street is used, so that frames differ. */
    private static final int STRIDE = 5;

    private final List<Frame> frames;
    private final double fps;
    private final long count;
    private long next;

    StoredFeed(List<Frame> frames) {
        this(frames, FPS, Long.MAX_VALUE);
    }

    private StoredFeed(List<Frame> frames, double fps, long count) {
        this.frames = frames;
        this.fps = fps;
        this.count = count;
    }

    /** Frames that all cameras of the jobs in this JVM repeat. */
    public static final class Shared implements AutoCloseable {
        private final String name;
        private final List<Frame> frames;
        private volatile long count = Long.MAX_VALUE;

        private Shared(String name, List<Frame> frames) {
            this.name = name;
            this.frames = List.copyOf(frames);
        }

        /** Sets the number of frames after which the feeds that are opened from now on end. */
        public void setCount(long frames) {
            count = frames;
        }

        @Override
        public void close() {
            ALL.remove(name);
        }
    }

    /** Shares frames under a unique name. */
    public static Shared share(String name, List<Frame> frames) {
        Shared shared = new Shared(name, frames);
        if (ALL.putIfAbsent(name, shared) != null) {
            throw new IllegalStateException("frames " + name + " are shared already");
        }
        return shared;
    }

    /** Returns a factory of feeds of shared frames, at the cameras' rates or 15 per second. */
    public static FeedFactory factory(String name) {
        return camera -> {
            Shared shared = ALL.get(name);
            if (shared == null) {
                throw new IllegalStateException("no frames " + name + " are shared");
            }
            double fps = camera.fps() > 0 ? camera.fps() : FPS;
            return new StoredFeed(shared.frames, fps, shared.count);
        };
    }

    /** Returns frames of a synthetic street, with its true classes. */
    public static List<Frame> street(int count) {
        List<Frame> frames = new ArrayList<>();
        try (StreetFeed street =
                StreetFeed.open(new StreetOptions(11, 320, 180, 15, 6, List.of()))) {
            while (frames.size() < count) {
                Frame frame = Objects.requireNonNull(street.next());
                street.skipTo(frame.index() + STRIDE);
                frames.add(frame);
            }
        }
        return frames;
    }

    @Override
    public @Nullable Frame next() {
        if (next >= count) {
            return null;
        }
        long index = next++;
        Frame stored = frames.get((int) (index % frames.size()));
        return new Frame(
                index,
                Math.round(1000 * index / fps),
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
        return fps;
    }

    @Override
    public void close() {}
}
