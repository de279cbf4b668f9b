/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.commands;

import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.sidecar.client.Sidecar;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends a subtask's commands to the sidecar on a thread of its own and retries them until the
 * sidecar answers. {@link #submit} never blocks, however long a call takes.
 */
public final class RetryingSender implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RetryingSender.class);
    private static final long JOIN_MILLIS = 7_000; // a little longer than the deadline of a call

    private final Sidecar sidecar;
    private final PendingCalls pending; // used by the thread only
    private final Thread thread;
    private final ThreadFailure failure;
    private final Object lock = new Object();
    private final Deque<SidecarCall> submitted = new ArrayDeque<>(); // guarded by lock
    private boolean idle = true; // nothing submitted or pending; guarded by lock
    private @Nullable Long epoch; // guarded by lock
    private boolean stopped; // guarded by lock

    /**
     * @param name of the thread
     * @param sidecar closed with this
     * @param capacity largest number of commands that wait for the sidecar
     * @param failure receives what ends the thread unexpectedly
     */
    public RetryingSender(String name, Sidecar sidecar, int capacity, ThreadFailure failure) {
        this.sidecar = sidecar;
        this.pending = new PendingCalls(sidecar, capacity);
        this.failure = failure;
        this.thread = DaemonThreads.named(name, this::run, failure);
    }

    public void start() {
        thread.start();
    }

    /** Queues a command. */
    public void submit(SidecarCall command) {
        synchronized (lock) {
            submitted.add(command);
            idle = false;
            lock.notifyAll();
        }
    }

    /**
     * Sends fenced commands under this epoch from now on; until the first one is set, they wait.
     */
    public void useEpoch(long number) {
        synchronized (lock) {
            epoch = number;
        }
    }

    private void run() {
        try {
            while (takeSubmitted()) {
                pending.send(System.nanoTime());
            }
        } catch (InterruptedException e) {
            LOG.debug("Sending to the sidecar was interrupted");
        } catch (Error e) {
            failure.report(e); // before those who wait are told
            throw e;
        } finally {
            synchronized (lock) {
                stopped = true;
                lock.notifyAll();
            }
        }
    }

    /** Waits for a new command or the next retry; returns false when stopped. */
    private boolean takeSubmitted() throws InterruptedException {
        synchronized (lock) {
            while (!stopped && submitted.isEmpty()) {
                if (pending.isEmpty()) {
                    idle = true;
                    lock.notifyAll();
                    lock.wait();
                } else {
                    long nanos = pending.nanosToRetry(System.nanoTime());
                    if (nanos <= 0) {
                        break;
                    }
                    TimeUnit.NANOSECONDS.timedWait(lock, nanos);
                }
            }
            for (@Nullable SidecarCall next = submitted.poll();
                    next != null;
                    next = submitted.poll()) {
                pending.add(next);
            }
            if (epoch != null) {
                pending.useEpoch(epoch);
            }
            return !stopped;
        }
    }

    /** Waits until all commands have been sent or dropped; returns false on timeout or stop. */
    public boolean drain(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        synchronized (lock) {
            while (!idle && !stopped) {
                long nanos = deadline - System.nanoTime();
                if (nanos <= 0) {
                    return false;
                }
                TimeUnit.NANOSECONDS.timedWait(lock, nanos);
            }
            return idle;
        }
    }

    @Override
    public void close() throws InterruptedException {
        synchronized (lock) {
            stopped = true;
            lock.notifyAll();
        }
        thread.interrupt();
        try {
            thread.join(JOIN_MILLIS);
            if (thread.isAlive()) {
                LOG.warn(
                        "A call to the sidecar does not return; its thread {} stays",
                        thread.getName());
            }
        } finally {
            sidecar.close(); // also if the closing thread is interrupted, as by a cancellation
        }
    }
}
