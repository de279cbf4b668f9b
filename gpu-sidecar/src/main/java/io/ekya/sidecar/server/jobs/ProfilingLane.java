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

/** Runs the micro-profiles of a site one after another within one share; never ends. */
final class ProfilingLane implements DeviceJob {
    private static final Logger LOG = LoggerFactory.getLogger(ProfilingLane.class);

    private final DeviceShare share;
    private final Function<ProfileRequest, MicroProfile> profiling;
    private final Listener listener;
    private final Queue<Pending> queue = new ArrayDeque<>();
    private @Nullable Pending current;
    private @Nullable Stage stage;

    /** A pending micro-profile and its id in the registry. */
    record Pending(long id, ProfileRequest request) {}

    /** Receives the progress of micro-profiles. */
    interface Listener {
        void started(Pending job);

        void profiled(Pending job, ProfileResult result);

        void failed(Pending job, Throwable cause);
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
        Pending job;
        Stage now;
        synchronized (this) {
            job = current == null ? queue.poll() : current;
            if (job == null) {
                return true;
            }
            if (current == null) {
                listener.started(job);
            }
            current = job;
            now = stage == null ? profiling.apply(job.request()).first() : stage;
            stage = now;
        }
        try {
            advance(job, now.step());
        } catch (RuntimeException e) {
            LOG.warn("Micro-profile of camera {} failed", job.request().camera(), e);
            fail(job, now, e);
        } catch (Error e) {
            failBeforeError(job, now, e);
            throw e;
        }
        return true;
    }

    private void fail(Pending job, Stage failed, Throwable cause) {
        failed.close();
        finish();
        listener.failed(job, cause);
    }

    /** Records that it failed, so that the next process does not run into the same error. */
    private void failBeforeError(Pending job, Stage failed, Error error) {
        try {
            fail(job, failed, error);
        } catch (RuntimeException | Error e) {
            error.addSuppressed(e);
        }
    }

    private void advance(Pending job, Stage next) {
        if (next instanceof MicroProfile.Profiled profiled) {
            finish();
            listener.profiled(job, profiled.result());
        } else {
            synchronized (this) {
                stage = next;
            }
        }
    }

    private synchronized void finish() {
        current = null;
        stage = null;
    }

    @Override
    public synchronized void end(Ending ending) {
        if (stage != null) {
            stage.close();
        }
    }
}
