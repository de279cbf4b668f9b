/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.device.DeviceShare;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.CancelRequest;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.JobStatus;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.LatencyReport;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.server.store.CommandFence.Command;
import io.ekya.sidecar.server.store.JobRegistry.Kind;
import io.ekya.sidecar.server.store.Store;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Accepts commands, runs their jobs on the device threads, and journals the outcomes. A command is
 * in the registry before its call returns. After a restart, unfinished micro-profiles are repeated
 * and unfinished retrainings are reported as failed.
 */
public final class JobEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobEngine.class);

    private final Store store;
    private final ModelFile base;
    private final EvaluationSettings settings;
    private final RetrainingMode retraining;
    private final ShareLedger ledger;
    private final JobOutcomes outcomes;
    private final DeviceLoops loops;
    private final Map<Camera, RetrainJob> retrainings = new HashMap<>();
    private final ProfilingLanes lanes;

    private record Camera(String site, String camera) {}

    /**
     * Starts the device threads.
     *
     * @param base the student that serves cameras without a promoted student
     * @param failure receives errors that end a thread of the device
     */
    public JobEngine(
            Store store,
            ModelFile base,
            EvaluationSettings settings,
            JobDevice device,
            Clock clock,
            ThreadFailure failure) {
        this.store = store;
        this.base = base;
        this.settings = settings;
        this.retraining = device.retraining();
        this.loops = new DeviceLoops(retraining.sideBySide(), failure);
        this.ledger = new ShareLedger(device.gpus(), System::nanoTime);
        this.outcomes = new JobOutcomes(store, clock);
        this.lanes =
                new ProfilingLanes(
                        store,
                        device,
                        settings,
                        new ProfilingLanes.Control(ledger, loops, outcomes),
                        this::data);
    }

    /** Recovers jobs of an earlier process; call it once, before the first command. */
    public synchronized void recover() {
        new EarlierJobs(store, outcomes, base.sha256(), lanes::add).recover();
    }

    /**
     * Starts a new epoch of a site. Retrainings of cameras that the site no longer has are
     * cancelled.
     */
    public synchronized HelloReply hello(HelloRequest r) {
        List<HelloReply.Running> running = new ArrayList<>();
        for (RetrainJob job : List.copyOf(retrainings.values())) {
            RetrainRequest retraining = job.request();
            if (!retraining.site().equals(r.site()) || job.cancelled()) {
                continue;
            }
            if (r.cameras().contains(retraining.camera())) {
                running.add(
                        new HelloReply.Running(
                                retraining.camera(),
                                retraining.configuration().id(),
                                retraining.window()));
            } else {
                job.cancel("the camera was removed from the site");
            }
        }
        loops.wake();
        return store.sites().hello(r, running);
    }

    /**
     * Queues a micro-profile; there is at most one for a camera and window, so repeating a request
     * has no effect.
     *
     * @throws io.ekya.sidecar.server.store.RefusedException if the epoch is stale
     */
    public synchronized void profile(ProfileRequest r) {
        Long id =
                store.transaction(
                        () -> {
                            store.sites().checkEpoch(r.site(), r.epoch());
                            if (store.jobs()
                                    .known(Kind.PROFILE, r.site(), r.camera(), r.window())) {
                                return -1L;
                            }
                            store.sites().activate(r.site(), r.camera());
                            return store.jobs()
                                    .add(
                                            Kind.PROFILE,
                                            r.site(),
                                            r.camera(),
                                            r.window(),
                                            Json.write(r));
                        });
        if (id >= 0) {
            lanes.add(new ProfilingLane.Pending(id, r));
        }
    }

    private CameraData data(String site, String camera) {
        return new CameraData(store, settings, base, site, camera);
    }

    /**
     * Starts a retraining, which replaces a running one of the camera. A retraining that cannot be
     * carried out, such as one of a window without labels, ends with a RETRAIN_FAILED event.
     *
     * @throws io.ekya.sidecar.server.store.RefusedException if epoch or revision are out of order
     */
    public synchronized void retrain(RetrainRequest r) {
        String request = Json.write(r);
        Long id =
                store.transaction(
                        () -> {
                            if (!admit(
                                    r.site(),
                                    r.epoch(),
                                    r.revision(),
                                    r.camera(),
                                    "retrain",
                                    request)) {
                                return -1L;
                            }
                            store.journal()
                                    .append(
                                            r.site(),
                                            EventKind.RETRAIN_STARTED,
                                            r.camera(),
                                            r.window(),
                                            r);
                            return store.jobs()
                                    .add(Kind.RETRAIN, r.site(), r.camera(), r.window(), request);
                        });
        if (id >= 0) {
            start(id, r);
        }
    }

    private boolean admit(
            String site,
            long epoch,
            long revision,
            @Nullable String camera,
            String kind,
            String content) {
        return store.commands().admit(new Command(site, epoch, revision, camera, kind, content));
    }

    private void start(long id, RetrainRequest r) {
        Camera camera = new Camera(r.site(), r.camera());
        RetrainJob previous = retrainings.get(camera);
        if (previous != null) {
            previous.cancel("replaced by a later retraining");
            ledger.release(previous.share());
        }
        DeviceShare share =
                retraining.governor().open("retrain/" + r.site() + "/" + r.camera(), r.share());
        Learner learner = retraining.learner().apply(() -> ledger.planned(share));
        RetrainingStages stages =
                new RetrainingStages(r, data(r.site(), r.camera()), learner, settings, share);
        RetrainJob job = new RetrainJob(id, r, stages, share, new RetrainListener());
        retrainings.put(camera, job);
        ledger.reserve(share, r.share());
        loops.addRetraining(r.site(), r.camera(), job);
    }

    /** Changes the share of a running retraining or of the site's micro-profiling. */
    public synchronized void resize(ResizeRequest r) {
        if (!admit(r.site(), r.epoch(), r.revision(), r.camera(), "resize", Json.write(r))) {
            return;
        }
        if (r.camera() == null) {
            lanes.resize(r.site(), r.share());
        } else {
            RetrainJob job = retrainings.get(new Camera(r.site(), r.camera()));
            if (job != null) {
                ledger.reserve(job.share(), r.share());
            }
        }
        loops.wake();
    }

    /** Applies the latency of inference: above its target, training yields within a second. */
    public void latency(LatencyReport r) {
        ledger.latency(r.site() + "/" + r.source(), r.latencyMillis(), r.targetMillis());
        loops.wake();
    }

    /**
     * Returns the fraction of its share that training gets, 0..1; below 1 while inference is late.
     */
    public double trainingPressure() {
        return ledger.pressure();
    }

    /**
     * Drops outdated latency reports and retries what could not be recorded; call twice a second.
     */
    public void refresh() {
        ledger.refresh();
        outcomes.retry();
    }

    /** Cancels a running retraining before its next mini-batch. */
    public synchronized void cancel(CancelRequest r) {
        if (!admit(r.site(), r.epoch(), r.revision(), r.camera(), "cancel", Json.write(r))) {
            return;
        }
        RetrainJob job = retrainings.get(new Camera(r.site(), r.camera()));
        if (job != null) {
            job.cancel("cancelled by the plan");
            loops.wake();
        }
    }

    /**
     * Runs a change of a camera's data or serving student while no retraining publishes.
     *
     * @param reason why its retraining is cancelled; null to let it continue
     */
    public synchronized <T> T curate(
            String site, String camera, @Nullable String reason, Supplier<T> change) {
        T changed = change.get();
        RetrainJob job = retrainings.get(new Camera(site, camera));
        if (job != null && reason != null) {
            job.cancel(reason);
            loops.wake();
        }
        return changed;
    }

    /** Returns what keeps jobs from running; empty if nothing does. */
    public String problem() {
        return loops.alive() ? lanes.problem() : "the device thread has ended";
    }

    /** Returns the running and pending jobs. */
    public synchronized List<JobStatus> status() {
        List<JobStatus> all = new ArrayList<>();
        for (RetrainJob job : retrainings.values()) {
            RetrainRequest r = job.request();
            Stage.Progress progress = job.stage().progress();
            all.add(
                    new JobStatus(
                            JobStatus.RETRAIN,
                            r.site(),
                            r.camera(),
                            r.window(),
                            r.configuration().id(),
                            job.stage().name(),
                            progress == null ? null : progress.done(),
                            progress == null ? null : progress.total(),
                            ledger.reservedFor(job.share()),
                            job.achievedShare(),
                            job.gpuSeconds()));
        }
        all.addAll(lanes.status());
        return all;
    }

    private synchronized void remove(RetrainJob job) {
        ledger.release(job.share());
        retrainings.remove(new Camera(job.request().site(), job.request().camera()), job);
    }

    @Override
    public void close() {
        loops.close();
    }

    private final class RetrainListener implements RetrainJob.Listener {
        @Override
        public void started(RetrainJob job) {
            outcomes.began(job.id());
        }

        @Override
        public void evaluated(RetrainJob job, InterimEvaluation.Evaluated evaluated) {
            synchronized (JobEngine.this) {
                if (job.cancelled()) {
                    return;
                }
                try {
                    outcomes.evaluated(job, evaluated);
                } catch (RuntimeException e) {
                    LOG.error(
                            "Interim evaluation of camera {} cannot be journaled",
                            job.request().camera(),
                            e);
                }
            }
        }

        @Override
        public void decided(RetrainJob job, FinalEvaluation.Decided decided) {
            synchronized (JobEngine.this) {
                remove(job);
                if (job.cancelled()) {
                    outcomes.cancelled(job, String.valueOf(job.cancelReason()));
                    return;
                }
                try {
                    data(job.request().site(), job.request().camera())
                            .putExemplars(decided.exemplars());
                    outcomes.decided(job, decided);
                } catch (RuntimeException e) {
                    LOG.error(
                            "Student of camera {} cannot be published", job.request().camera(), e);
                    outcomes.failed(job, "cannot be published: " + e.getMessage());
                }
            }
        }

        @Override
        public void failed(RetrainJob job, Throwable cause) {
            remove(job);
            outcomes.failed(job, String.valueOf(cause.getMessage()));
        }

        @Override
        public void cancelled(RetrainJob job, String reason) {
            remove(job);
            outcomes.cancelled(job, reason);
        }
    }
}
