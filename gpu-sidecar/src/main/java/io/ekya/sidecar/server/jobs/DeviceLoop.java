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
 * The one thread that runs mini-batches. Of the jobs whose shares allow it now, that one runs which
 * has waited longest; where none may, it sleeps until the next may or it is woken. What a job owes
 * and has is kept by its share, so no job can starve another.
 */
final class DeviceLoop implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeviceLoop.class);

    /** Longest sleep, so that a resize shows soon even where nobody wakes the loop. */
    private static final long NAP_MILLIS = 20;

    /** Those that ran last are at the end. */
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

    /** Looks at the jobs again: a share was resized, a job cancelled or given work. */
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
            LOG.info("The device's thread was interrupted and ends");
        } finally {
            jobs.forEach(job -> end(job, new Ending.Interrupted()));
        }
    }

    /** Takes in new jobs and sleeps while none may run. False when the loop is closed. */
    private synchronized boolean awaitWork() throws InterruptedException {
        takeAdded();
        while (open && next() == null && jobs.stream().noneMatch(DeviceJob::cancelled)) {
            wait(Math.max(1, Math.min(NAP_MILLIS, millisUntilReady())));
            takeAdded();
        }
        return open;
    }

    private void takeAdded() {
        for (DeviceJob job = added.poll(); job != null; job = added.poll()) {
            jobs.add(0, job);
        }
    }

    private long millisUntilReady() {
        return jobs.stream()
                .filter(job -> !job.idle())
                .mapToLong(job -> job.share().nanosUntilReady() / 1_000_000)
                .min()
                .orElse(NAP_MILLIS);
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
            LOG.error("The end of a job could not be noted", e);
        } finally {
            job.share().close();
        }
    }

    /** Ends after the mini-batch under way; jobs that are left are told so. */
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
