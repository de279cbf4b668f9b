/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.live;

import io.ekya.concurrent.Backoff;
import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.vision.BadFrameException;
import io.ekya.vision.live.LiveAddress;
import io.ekya.vision.live.LiveFeed;
import io.ekya.vision.live.LiveOptions;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongPredicate;

/** Reads a live camera on a thread and opens it again after each loss, as the job does. */
final class ReconnectingReader implements AutoCloseable {
    private static final long FIRST_RETRY_MILLIS = 500;
    private static final long MAX_RETRY_MILLIS = 5_000;
    private static final long POLL_MILLIS = 5;

    private final LiveAddress address;
    private final LiveOptions options;
    private final ThreadFailure failure = new ThreadFailure();
    private final List<String> losses = new CopyOnWriteArrayList<>();
    private final Thread thread;
    private volatile long lastFrameNanos = System.nanoTime();
    private volatile long lastLossNanos = System.nanoTime();
    private volatile long frames;
    private volatile long badFrames;

    ReconnectingReader(LiveAddress address, LiveOptions options) {
        this.address = address;
        this.options = options;
        this.thread = DaemonThreads.named("camera", this::run, failure);
        thread.start();
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_RETRY_MILLIS, MAX_RETRY_MILLIS);
        while (!Thread.currentThread().isInterrupted()) {
            try (LiveFeed feed = LiveFeed.open(address, options)) {
                readUntilLost(feed, backoff);
            } catch (IOException e) {
                lastLossNanos = System.nanoTime();
                losses.add(String.valueOf(e.getMessage()));
            }
            try {
                backoff.await();
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // only this thread writes
    private void readUntilLost(LiveFeed feed, Backoff backoff) throws IOException {
        while (true) {
            try {
                feed.next();
                lastFrameNanos = System.nanoTime();
                frames++;
                backoff.reset();
            } catch (BadFrameException e) {
                badFrames++;
            }
        }
    }

    long frames() {
        return frames;
    }

    long badFrames() {
        return badFrames;
    }

    /** The message of each failure to open or to read the camera. */
    List<String> losses() {
        return losses;
    }

    long lastFrameNanos() {
        return lastFrameNanos;
    }

    long lastLossNanos() {
        return lastLossNanos;
    }

    /** Waits until more frames than this have come. */
    void awaitMoreFrames(long than, long seconds) throws InterruptedException, TimeoutException {
        await("no frame", seconds, now -> frames > than);
    }

    /** Waits until more losses than this have been noticed. */
    void awaitMoreLosses(int than, long seconds) throws InterruptedException, TimeoutException {
        await("no loss", seconds, now -> losses.size() > than);
    }

    private void await(String problem, long seconds, LongPredicate done)
            throws InterruptedException, TimeoutException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        while (!done.test(System.nanoTime())) {
            failure.rethrow();
            if (System.nanoTime() > end) {
                throw new TimeoutException(
                        "%s within %d s; %s".formatted(problem, seconds, losses));
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join();
        failure.rethrow();
    }
}
