/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.client;

import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.sidecar.api.EventRows;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.api.SidecarException.Reason;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.arrow.flight.FlightStream;
import org.jspecify.annotations.Nullable;

/**
 * A tail that is read by its own thread, so that a poll can time out. The server sends a heartbeat
 * every second; a tail that is silent for long has failed. An error of the thread is thrown by the
 * next poll.
 */
final class FlightEventStream implements EventStream {
    private static final int AHEAD = 1_024;
    private static final int CLOSE_WAITS = 200;
    private static final long CLOSE_WAIT_MILLIS = 10;
    private static final long SILENCE_NANOS = 10_000_000_000L;

    private final Supplier<FlightStream> opener;
    private final BlockingQueue<Item> queue = new ArrayBlockingQueue<>(AHEAD);
    private final ThreadFailure threadFailure = new ThreadFailure(e -> cancel());
    private @Nullable Thread reader;
    private volatile @Nullable FlightStream stream;
    private volatile boolean closed;
    private volatile long receivedNanos = System.nanoTime();

    /** An event, a failure, or, with neither, a wake-up. */
    private record Item(@Nullable SidecarEvent event, @Nullable SidecarException failure) {}

    FlightEventStream(Supplier<FlightStream> opener) {
        this.opener = opener;
    }

    @Override
    public @Nullable SidecarEvent poll(Duration timeout) {
        start();
        long end = System.nanoTime() + timeout.toNanos();
        try {
            Item item = queue.poll(left(end), TimeUnit.NANOSECONDS);
            threadFailure.rethrow();
            if (item != null && item.failure() != null) {
                queue.offer(item);
                throw item.failure();
            }
            if (item == null && System.nanoTime() - receivedNanos > SILENCE_NANOS) {
                throw new SidecarException(
                        Reason.UNAVAILABLE, "no heartbeat from the sidecar's event stream");
            }
            return item == null ? null : item.event();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private static long left(long end) {
        return Math.max(0, end - System.nanoTime());
    }

    private synchronized void start() {
        if (reader == null && !closed) {
            receivedNanos = System.nanoTime();
            reader = DaemonThreads.named("sidecar-events", this::read, threadFailure);
            reader.start();
        }
    }

    private void read() {
        try (FlightStream opened = opener.get()) {
            stream = opened;
            while (!closed && opened.next()) {
                receivedNanos = System.nanoTime();
                for (SidecarEvent event : EventRows.read(opened.getRoot())) {
                    queue.put(new Item(event, null));
                }
                receivedNanos = System.nanoTime();
            }
            fail(
                    new SidecarException(
                            Reason.UNAVAILABLE, "the sidecar has closed the event stream"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception e) {
            fail(FlightFailures.of(e));
        } finally {
            stream = null;
        }
    }

    private void fail(SidecarException failure) {
        if (closed) {
            return;
        }
        try {
            queue.put(new Item(null, failure));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void cancel() {
        queue.offer(new Item(null, null));
    }

    /** The reader is not interrupted, since it would leak received Arrow buffers. */
    @Override
    public void close() {
        closed = true;
        FlightStream open = stream;
        if (open != null) {
            open.cancel("no longer wanted", null);
        }
        Thread running;
        synchronized (this) {
            running = reader;
        }
        if (running == null) {
            return;
        }
        try {
            for (int wait = 0; running.isAlive() && wait < CLOSE_WAITS; wait++) {
                queue.clear();
                running.join(CLOSE_WAIT_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
