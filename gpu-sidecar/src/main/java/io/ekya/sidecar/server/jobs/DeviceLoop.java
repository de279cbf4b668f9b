/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.sidecar.server.jobs.DeviceJob.Ending;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A thread that runs mini-batches of jobs. Of the jobs whose shares allow it, the one that has
 * waited longest runs; if there is none, the thread sleeps until a share allows it or it is woken.
 * An exception fails the job; an error fails the job and ends the thread.
 */
final class DeviceLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceLoop.class);

    /** Maximum sleep, so that a resize takes effect soon even if nothing wakes the loop. */
    private static final long MAX_SLEEP_MILLIS = 20;

    /** Ordered by their last run. */
    private final List<DeviceJob> jobs = new ArrayList<>();

    private final Queue<DeviceJob> added = new ArrayDeque<>();
    private final Thread thread;
    private boolean open = true;

    DeviceLoop(String name, ThreadFailure failure) {
        thread = DaemonThreads.named(name, this::loop, failure);
        thread.start();
    }

    synchronized void add(DeviceJob job) {
        added.add(job);
        notifyAll();
    }

    boolean alive() {
        return thread.isAlive();
    }

    /** Re-evaluates the jobs, after a resize, a cancellation or new work. */
    synchronized void wake() {
        notifyAll();
    }

    private void loop() {
        try {
            while (awaitWork()) {
                endCancelled();
                DeviceJob next = next();
                if (next != null) {
                    runOne(next);
                }
            }
        } catch (InterruptedException e) {
            LOG.info("Device thread was interrupted and ends");
        } finally {
            jobs.forEach(job -> end(job, new Ending.Interrupted()));
        }
    }

    /** Adds new jobs and sleeps while none can run. Returns false once the loop is closed. */
    private synchronized boolean awaitWork() throws InterruptedException {
        addNew();
        while (open && next() == null && jobs.stream().noneMatch(DeviceJob::cancelled)) {
            wait(Math.max(1, Math.min(MAX_SLEEP_MILLIS, millisUntilReady())));
            addNew();
        }
        return open;
    }

    private void addNew() {
        for (DeviceJob job = added.poll(); job != null; job = added.poll()) {
            jobs.add(0, job);
        }
    }

    private long millisUntilReady() {
        return jobs.stream()
                .filter(job -> !job.idle())
                .mapToLong(job -> job.share().nanosUntilReady() / 1_000_000)
                .min()
                .orElse(MAX_SLEEP_MILLIS);
    }

    private @Nullable DeviceJob next() {
        for (DeviceJob job : jobs) {
            if (!job.idle() && job.share().nanosUntilReady() == 0) {
                return job;
            }
        }
        return null;
    }

    private void endCancelled() {
        for (DeviceJob job : List.copyOf(jobs)) {
            if (job.cancelled()) {
                jobs.remove(job);
                end(job, new Ending.Cancelled());
            }
        }
    }

    private void runOne(DeviceJob job) {
        jobs.remove(job);
        Boolean more;
        try {
            more = job.share().tryRun(job::step);
        } catch (RuntimeException e) {
            LOG.warn("A job on the device failed", e);
            end(job, new Ending.Failed(e));
            return;
        } catch (Error e) {
            endBeforeError(job, e);
            throw e;
        }
        if (more == null || more) {
            jobs.add(job);
        } else {
            end(job, new Ending.Done());
        }
    }

    /** Records that the job failed, so that the next process does not run into the same error. */
    private static void endBeforeError(DeviceJob job, Error error) {
        try {
            end(job, new Ending.Failed(error));
        } catch (Error e) {
            error.addSuppressed(e);
        }
    }

    private static void end(DeviceJob job, Ending ending) {
        try {
            job.end(ending);
        } catch (RuntimeException e) {
            LOG.error("End of a job cannot be recorded", e);
        } finally {
            job.share().close();
        }
    }

    /** Ends after the running mini-batch; the remaining jobs are interrupted. */
    @Override
    public void close() {
        synchronized (this) {
            open = false;
            notifyAll();
        }
        boolean interrupted = false;
        try {
            thread.join(10_000);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
