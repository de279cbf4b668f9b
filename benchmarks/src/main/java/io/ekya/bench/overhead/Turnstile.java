/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.source.camera.FeedFactory;
import io.ekya.vision.FrameFeed;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Admits a job's frames in rounds and measures how long each takes, so that rounds of the running
 * job alternate with rounds of a plain loop. The job's serialised operators find it in this JVM by
 * name.
 */
final class Turnstile implements AutoCloseable {
    private static final Map<String, Turnstile> ALL = new ConcurrentHashMap<>();
    private static final long TIMEOUT_SECONDS = 120;

    private final String name;
    private final FeedFactory inner;
    private final Semaphore entries = new Semaphore(0);
    private final Semaphore exits = new Semaphore(0);
    private final AtomicLong bad = new AtomicLong();
    private volatile long lastExit;
    private volatile long busyNanos;

    private Turnstile(String name, FeedFactory inner) {
        this.name = name;
        this.inner = inner;
    }

    /**
     * Creates a closed turnstile.
     *
     * @param name unique name
     * @param inner opens the feed to gate
     */
    static Turnstile open(String name, FeedFactory inner) {
        Turnstile made = new Turnstile(name, inner);
        if (ALL.putIfAbsent(name, made) != null) {
            throw new IllegalStateException("a turnstile " + name + " already exists");
        }
        return made;
    }

    static Turnstile named(String name) {
        Turnstile found = ALL.get(name);
        if (found == null) {
            throw new IllegalStateException("turnstile " + name + " does not exist");
        }
        return found;
    }

    /** Returns a factory of feeds gated by the turnstile with this name. */
    static FeedFactory feeds(String name) {
        return camera -> named(name).feed(camera);
    }

    private FrameFeed feed(CameraConfig camera) throws IOException {
        return new GatedFeed(this, inner.open(camera));
    }

    /**
     * Admits frames and waits until they have left the job.
     *
     * @return the time until the last of them left the job, and the CPU time of the sink's thread
     *     since the previous round
     */
    Elapsed pass(int frames) throws InterruptedException {
        long busyBefore = busyNanos;
        long begin = System.nanoTime();
        entries.release(frames);
        if (!exits.tryAcquire(frames, TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
            throw new IllegalStateException(
                    "%d of %d frames did not leave job %s within %d s"
                            .formatted(
                                    frames - exits.availablePermits(),
                                    frames,
                                    name,
                                    TIMEOUT_SECONDS));
        }
        return Elapsed.of(lastExit - begin, busyNanos - busyBefore);
    }

    /** Waits until one more frame is admitted. */
    void enter() throws InterruptedException {
        entries.acquire();
    }

    /** Counts a frame that left the job, and whether it was processed correctly. */
    void exit(boolean good) {
        lastExit = System.nanoTime();
        busyNanos = Elapsed.busyNanos();
        bad.addAndGet(good ? 0 : 1);
        exits.release();
    }

    /** Returns the number of frames that were not processed correctly. */
    long bad() {
        return bad.get();
    }

    @Override
    public void close() {
        ALL.remove(name);
    }
}
