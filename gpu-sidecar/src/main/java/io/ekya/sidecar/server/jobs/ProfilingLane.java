/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.device.DeviceShare;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.ProfileResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the micro-profiles of a site one after another within one share. It never ends: whatever
 * exception a camera, its model or the disk causes fails that micro-profile alone.
 */
final class ProfilingLane implements DeviceJob {
    private static final Logger LOG = LoggerFactory.getLogger(ProfilingLane.class);

    private final DeviceShare share;
    private final Function<ProfileRequest, MicroProfile> profiling;
    private final Listener listener;
    private final Queue<Pending> queue = new ArrayDeque<>();
    private @Nullable Pending current;
    private @Nullable Stage stage;
    private boolean ended;

    /** A pending micro-profile and its id in the registry. */
    record Pending(long id, ProfileRequest request) {}

    /** Receives the progress of micro-profiles. */
    interface Listener {
        void started(Pending job);

        void profiled(Pending job, ProfileResult result);

        void failed(Pending job, Throwable cause);

        /** The process ends before the micro-profile does. */
        void putOff(Pending job);
    }

    ProfilingLane(
            DeviceShare share,
            Function<ProfileRequest, MicroProfile> profiling,
            Listener listener) {
        this.share = share;
        this.profiling = profiling;
        this.listener = listener;
    }

    /** Queues a micro-profile; returns those that it supersedes, which are removed. */
    synchronized List<Pending> add(Pending job) {
        List<Pending> superseded =
                queue.stream()
                        .filter(o -> o.request().camera().equals(job.request().camera()))
                        .toList();
        queue.removeAll(superseded);
        queue.add(job);
        return superseded;
    }

    /** Returns the pending micro-profiles, the running one first. */
    synchronized List<Pending> pending() {
        List<Pending> all = new ArrayList<>();
        if (current != null) {
            all.add(current);
        }
        all.addAll(queue);
        return all;
    }

    synchronized String stage() {
        return stage == null ? "waiting" : stage.name();
    }

    @Override
    public DeviceShare share() {
        return share;
    }

    @Override
    public synchronized boolean idle() {
        return current == null && queue.isEmpty();
    }

    @Override
    public boolean cancelled() {
        return false;
    }

    @Override
    public boolean step() {
        Pending job = next();
        if (job == null) {
            return true;
        }
        try {
            advance(job);
        } catch (RuntimeException e) {
            LOG.warn("Micro-profile of camera {} failed", job.request().camera(), e);
            fail(job, e);
        } catch (Error e) {
            failBeforeError(job, e);
            throw e;
        }
        return true;
    }

    private synchronized @Nullable Pending next() {
        if (current == null) {
            current = queue.poll();
        }
        return current;
    }

    private void advance(Pending job) {
        Stage now = stageOf(job).step();
        if (now instanceof MicroProfile.Profiled profiled) {
            finish();
            listener.profiled(job, profiled.result());
        } else {
            synchronized (this) {
                stage = now;
            }
        }
    }

    private Stage stageOf(Pending job) {
        Stage now;
        synchronized (this) {
            now = stage;
        }
        if (now == null) {
            listener.started(job);
            now = profiling.apply(job.request()).first();
            synchronized (this) {
                stage = now;
            }
        }
        return now;
    }

    /** Never throws: neither an error of the camera nor one in reporting it concerns others. */
    private void fail(Pending job, Throwable cause) {
        Stage failed;
        synchronized (this) {
            failed = stage;
        }
        finish();
        try {
            if (failed != null) {
                failed.close();
            }
        } catch (RuntimeException e) {
            cause.addSuppressed(e);
        }
        try {
            listener.failed(job, cause);
        } catch (RuntimeException e) {
            LOG.error("Failed micro-profile of {} cannot be reported", job.request().camera(), e);
        }
    }

    /** Records that it failed, so that the next process does not run into the same error. */
    private void failBeforeError(Pending job, Error error) {
        try {
            fail(job, error);
        } catch (Error e) {
            error.addSuppressed(e);
        }
    }

    private synchronized void finish() {
        current = null;
        stage = null;
    }

    /** Returns whether it takes no more micro-profiles. */
    synchronized boolean ended() {
        return ended;
    }

    @Override
    public synchronized void end(Ending ending) {
        ended = true;
        if (stage != null) {
            stage.close();
        }
        if (current != null && ending instanceof Ending.Interrupted) {
            listener.putOff(current);
        }
    }
}
