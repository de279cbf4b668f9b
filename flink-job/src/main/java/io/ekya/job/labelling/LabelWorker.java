/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.labelling;

import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.LabelSummary;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread of a labelling subtask: takes tasks from a queue and completes summaries. However slow
 * the teacher is, the task thread never waits for it. A frame that would wait too long is dropped
 * on arrival, not after its window has ended, so the frames that a slow teacher misses are spread
 * evenly over the window.
 */
final class LabelWorker implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LabelWorker.class);
    private static final long JOIN_MILLIS = 20_000;

    /** Weight of the newest frame in the moving average of labelling times. */
    private static final double NEW_WEIGHT = 0.1;

    private final FrameLabeller labeller;
    private final Limits limits;
    private final LongSupplier wallMillis;
    private final LinkedBlockingQueue<LabelTask> tasks = new LinkedBlockingQueue<>();
    private final AtomicInteger waitingFrames = new AtomicInteger();
    private final Map<String, LabelTask.EndWindow> ended = new ConcurrentHashMap<>();
    private final Thread thread;
    private final ThreadFailure failure;
    private volatile boolean stopped;
    private volatile double millisPerFrame; // written by the worker's thread only
    private final AtomicLong labelled = new AtomicLong();

    /**
     * Limits of the queue.
     *
     * @param frames largest number of waiting frames
     * @param graceMillis how long after the end of a window its frames are still labelled, and so
     *     the longest time that a frame can wait
     */
    record Limits(int frames, long graceMillis) {}

    /**
     * @param labeller used and closed by this thread only
     * @param wallMillis wall clock
     * @param failure receives what ends the thread unexpectedly
     */
    LabelWorker(
            String name,
            FrameLabeller labeller,
            Limits limits,
            LongSupplier wallMillis,
            ThreadFailure failure) {
        this.labeller = labeller;
        this.limits = limits;
        this.wallMillis = wallMillis;
        this.failure = failure;
        this.thread = DaemonThreads.named(name, this::run, failure);
    }

    void start() {
        thread.start();
    }

    /** Queues a frame; returns false if too many are waiting already and it is dropped. */
    boolean label(FrameCrops frame, long window) {
        int waiting = waitingFrames.incrementAndGet();
        if (waiting > limits.frames() || (waiting - 1) * millisPerFrame > limits.graceMillis()) {
            waitingFrames.decrementAndGet();
            labeller.dropped(frame.camera(), window);
            return false;
        }
        tasks.add(new LabelTask.Label(frame, window));
        return true;
    }

    /** Number of frames that wait for the teacher. */
    int waiting() {
        return waitingFrames.get();
    }

    /** Number of frames that the teacher was given so far. */
    long labelled() {
        return labelled.get();
    }

    /** Queues the end of a window; returns its summary. */
    CompletableFuture<LabelSummary> endWindow(String camera, long window, long closedAtMillis) {
        LabelTask.EndWindow end =
                new LabelTask.EndWindow(camera, window, closedAtMillis, new CompletableFuture<>());
        ended.put(camera, end);
        tasks.add(end);
        if (stopped) {
            cancelRemaining();
        }
        return end.summary();
    }

    /** Queues a repetition of the request for a window's micro-profile. */
    void repeatRequest(String camera, long window, long closedAtMillis) {
        tasks.add(new LabelTask.RepeatRequest(camera, window, closedAtMillis));
    }

    void useStudent(String camera, @Nullable String sha256) {
        tasks.add(new LabelTask.UseStudent(camera, sha256));
    }

    void useCameras(List<String> cameras) {
        ended.keySet().retainAll(cameras);
        tasks.add(new LabelTask.UseCameras(cameras));
    }

    /**
     * Waits until all tasks are done and everything has been sent.
     *
     * @return false on timeout, or if the thread has ended
     */
    boolean drain(long millis) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        CompletableFuture<Boolean> reached = new CompletableFuture<>();
        tasks.add(new LabelTask.Marker(reached));
        if (stopped) {
            cancelRemaining();
        }
        try {
            return reached.get(millis, TimeUnit.MILLISECONDS)
                    && labeller.drain(
                            Math.max(
                                    0,
                                    TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime())));
        } catch (TimeoutException | ExecutionException | CancellationException e) {
            return false;
        }
    }

    private void run() {
        try (labeller) {
            while (!stopped) {
                work(tasks.take());
            }
        } catch (InterruptedException e) {
            LOG.debug("Labelling was interrupted");
        } catch (Error e) {
            failure.report(e); // before those who wait are told
            throw e;
        } finally {
            stopped = true;
            cancelRemaining();
        }
    }

    /** Nothing waits for tasks of a thread that has ended. */
    private void cancelRemaining() {
        for (LabelTask task = tasks.poll(); task != null; task = tasks.poll()) {
            if (task instanceof LabelTask.EndWindow end) {
                end.summary().cancel(false);
            } else if (task instanceof LabelTask.Marker marker) {
                marker.reached().cancel(false);
            }
        }
    }

    private void work(LabelTask task) throws InterruptedException {
        try {
            if (task instanceof LabelTask.Label label) {
                waitingFrames.decrementAndGet();
                labelUnlessOverdue(label);
            } else if (task instanceof LabelTask.EndWindow end) {
                endWindow(end);
            } else if (task instanceof LabelTask.RepeatRequest repeat) {
                labeller.repeatRequest(repeat.camera(), repeat.window(), repeat.closedAtMillis());
            } else if (task instanceof LabelTask.UseStudent use) {
                labeller.useStudent(use.camera(), use.sha256());
            } else if (task instanceof LabelTask.UseCameras use) {
                labeller.useCameras(use.cameras());
            } else if (task instanceof LabelTask.Marker marker) {
                marker.reached().complete(true);
            }
        } catch (RuntimeException e) {
            LOG.warn("Labelling failed and continues with the next task", e);
        }
    }

    private void endWindow(LabelTask.EndWindow end) {
        try {
            end.summary()
                    .complete(labeller.endWindow(end.camera(), end.window(), end.closedAtMillis()));
        } catch (Error e) {
            failure.report(e); // before those who wait are told
            throw e;
        } finally {
            end.summary().cancel(false); // has no effect unless it failed
        }
    }

    private void labelUnlessOverdue(LabelTask.Label label) throws InterruptedException {
        if (isOverdue(label)) {
            labeller.dropped(label.frame().camera(), label.window());
        } else {
            long start = System.nanoTime();
            labeller.label(label.frame(), label.window());
            labelled.incrementAndGet();
            double millis = (System.nanoTime() - start) / 1e6;
            millisPerFrame = (1 - NEW_WEIGHT) * millisPerFrame + NEW_WEIGHT * millis;
        }
    }

    private boolean isOverdue(LabelTask.Label label) {
        LabelTask.EndWindow end = ended.get(label.frame().camera());
        return end != null
                && end.window() >= label.window()
                && wallMillis.getAsLong() - end.closedAtMillis() > limits.graceMillis();
    }

    @Override
    public void close() throws InterruptedException {
        stopped = true;
        thread.interrupt();
        thread.join(JOIN_MILLIS);
        if (thread.isAlive()) {
            LOG.warn("The teacher does not return; its thread {} stays", thread.getName());
        }
    }
}
