package io.ekya.sidecar.server.jobs;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.device.DeviceShare;
import io.ekya.device.ShareGovernor;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.CancelRequest;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.JobStatus;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.LatencyReport;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.server.store.CommandFence.Command;
import io.ekya.sidecar.server.store.JobRegistry.Kind;
import io.ekya.sidecar.server.store.JobRegistry.Pending;
import io.ekya.sidecar.server.store.JobRegistry.State;
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
 * Takes commands, runs what they ask for on the one device thread, and journals what comes of it. A
 * command is in the registry before it is answered; a job that a process leaves unfinished is taken
 * up again (micro-profiles) or reported failed (retrainings) by the next.
 */
public final class JobEngine implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(JobEngine.class);

    private final Store store;
    private final Learner learner;
    private final ModelFile base;
    private final EvaluationSettings settings;
    private final ShareGovernor governor;
    private final RetrainingMode retraining;
    private final ShareLedger book;
    private final Map<String, Double> laneShares = new HashMap<>();
    private final JobOutcomes outcomes;
    private final DeviceLoops loops;
    private final Map<Camera, RetrainJob> retrainings = new HashMap<>();
    private final Map<String, ProfilingLane> lanes = new HashMap<>();

    private record Camera(String site, String camera) {}

    /**
     * Starts the device's thread.
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
        this.learner = device.learner();
        this.governor = device.governor();
        this.retraining = device.retraining();
        this.loops = new DeviceLoops(retraining.sideBySide(), failure);
        this.book = new ShareLedger(device.gpus(), System::nanoTime);
        this.outcomes = new JobOutcomes(store, clock);
    }

    /** Settles what an earlier process left; call it once, before the first command. */
    public synchronized void recover() {
        for (Pending job : store.jobs().pending()) {
            switch (job.kind()) {
                case RETRAIN ->
                        outcomes.lost(
                                job.id(),
                                Json.read(job.request(), RetrainRequest.class),
                                "sidecar restarted");
                case PROFILE ->
                        enqueue(
                                new ProfilingLane.Owed(
                                        job.id(), Json.read(job.request(), ProfileRequest.class)));
            }
        }
    }

    /** Queues a micro-profile; exactly the same request again is without effect. */
    public synchronized void profile(ProfileRequest r) {
        String request = Json.write(r);
        if (store.jobs().known(Kind.PROFILE, r.site(), r.camera(), r.window(), request)) {
            return;
        }
        store.sites().alive(r.site(), r.camera());
        long id = store.jobs().add(Kind.PROFILE, r.site(), r.camera(), r.window(), request);
        enqueue(new ProfilingLane.Owed(id, r));
    }

    private void enqueue(ProfilingLane.Owed owed) {
        for (ProfilingLane.Owed overtaken : lane(owed.request().site()).add(owed)) {
            store.jobs().end(overtaken.id(), State.FAILED, "overtaken by a later window");
        }
        String site = owed.request().site();
        book.promise(lane(site).share(), laneShare(site));
        loops.wake();
    }

    private double laneShare(String site) {
        return laneShares.getOrDefault(site, settings.profilingShare());
    }

    private ProfilingLane lane(String site) {
        return lanes.computeIfAbsent(
                site,
                s -> {
                    DeviceShare share = governor.open("profile/" + s, settings.profilingShare());
                    ProfilingLane lane =
                            new ProfilingLane(share, r -> profiling(r, share), new LaneListener());
                    loops.addProfiling(lane);
                    return lane;
                });
    }

    private MicroProfile profiling(ProfileRequest r, DeviceShare share) {
        return new MicroProfile(
                r,
                data(r.site(), r.camera()),
                learner,
                ProfileHistory.of(store.journal(), r.site(), r.camera(), r.labels()),
                share);
    }

    private CameraData data(String site, String camera) {
        return new CameraData(store, settings, base, site, camera);
    }

    /**
     * Starts a retraining. It takes the place of one that the camera has under way. One that cannot
     * be carried out, as where the window has no labels, fails with an event.
     *
     * @throws io.ekya.sidecar.server.store.RefusedException where it is out of order
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
        RetrainJob before = retrainings.get(camera);
        if (before != null) {
            before.cancel("replaced by a later retraining");
            book.release(before.share());
        }
        DeviceShare share =
                retraining.governor().open("retrain/" + r.site() + "/" + r.camera(), r.share());
        Learner trainer = retraining.learner().apply(() -> book.planned(share));
        RetrainingStages parts =
                new RetrainingStages(r, data(r.site(), r.camera()), trainer, settings, share);
        RetrainJob job = new RetrainJob(id, r, parts, share, new RetrainListener());
        retrainings.put(camera, job);
        book.promise(share, r.share());
        loops.addRetraining(r.site(), r.camera(), job);
    }

    /** Changes the share of a running retraining, or of the site's micro-profiling. */
    public synchronized void resize(ResizeRequest r) {
        if (!admit(r.site(), r.epoch(), r.revision(), r.camera(), "resize", Json.write(r))) {
            return;
        }
        if (r.camera() == null) {
            resizeLane(r);
        } else {
            RetrainJob job = retrainings.get(new Camera(r.site(), r.camera()));
            if (job != null) {
                book.promise(job.share(), r.share());
            }
        }
        loops.wake();
    }

    /** A lane that has nothing to do takes nothing from the others. */
    private void resizeLane(ResizeRequest r) {
        laneShares.put(r.site(), r.share());
        ProfilingLane lane = lane(r.site());
        if (lane.owed().isEmpty()) {
            lane.share().resize(r.share());
        } else {
            book.promise(lane.share(), r.share());
        }
    }

    /** Inference says how late it is: where it is too late, training yields within a second. */
    public void latency(LatencyReport r) {
        book.latency(r.site() + "/" + r.source(), r.latencyMillis(), r.targetMillis());
        loops.wake();
    }

    /** The part of its share that training has, 0..1: below 1 while inference is late. */
    public double trainingPressure() {
        return book.pressure();
    }

    /** Forgets what is no longer fresh; to be called twice a second. */
    public void refresh() {
        book.refresh();
    }

    /** Ends a running retraining without result, before its next mini-batch. */
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
     * Changes what a camera has or what serves it, while no retraining publishes.
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

    /** True while the device's threads run. */
    public boolean alive() {
        return loops.alive();
    }

    /** The jobs under way and owed. */
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
                            book.promisedTo(job.share()),
                            job.achievedShare(),
                            job.gpuSeconds()));
        }
        lanes.forEach((site, lane) -> all.addAll(status(site, lane)));
        return all;
    }

    private List<JobStatus> status(String site, ProfilingLane lane) {
        String stage = lane.stage();
        return lane.owed().stream()
                .map(
                        owed ->
                                new JobStatus(
                                        JobStatus.PROFILE,
                                        site,
                                        owed.request().camera(),
                                        owed.request().window(),
                                        null,
                                        stage,
                                        null,
                                        null,
                                        laneShare(site),
                                        null,
                                        null))
                .toList();
    }

    private synchronized void rest(String site) {
        ProfilingLane lane = lane(site);
        if (lane.owed().isEmpty()) {
            book.release(lane.share());
            lane.share().resize(laneShare(site));
        }
    }

    private synchronized void forget(RetrainJob job) {
        book.release(job.share());
        retrainings.remove(new Camera(job.request().site(), job.request().camera()), job);
    }

    @Override
    public void close() {
        loops.close();
    }

    private final class RetrainListener implements RetrainJob.Listener {
        @Override
        public void begun(RetrainJob job) {
            store.jobs().begin(job.id());
        }

        @Override
        public void looked(RetrainJob job, InterimEvaluation.Looked looked) {
            synchronized (JobEngine.this) {
                if (job.cancelled()) {
                    return;
                }
                try {
                    outcomes.looked(job, looked);
                } catch (RuntimeException e) {
                    LOG.error("What is seen of {} cannot be told", job.request().camera(), e);
                }
            }
        }

        @Override
        public void decided(RetrainJob job, FinalEvaluation.Decided decided) {
            synchronized (JobEngine.this) {
                forget(job);
                if (job.cancelled()) {
                    outcomes.cancelled(job, String.valueOf(job.cancelReason()));
                    return;
                }
                try {
                    data(job.request().site(), job.request().camera())
                            .putExemplars(decided.exemplars());
                    outcomes.decided(job, decided);
                } catch (RuntimeException e) {
                    LOG.error("The student of {} cannot be published", job.request().camera(), e);
                    outcomes.failed(job, "cannot be published: " + e.getMessage());
                }
            }
        }

        @Override
        public void failed(RetrainJob job, Throwable cause) {
            forget(job);
            outcomes.failed(job, String.valueOf(cause.getMessage()));
        }

        @Override
        public void cancelled(RetrainJob job, String reason) {
            forget(job);
            outcomes.cancelled(job, reason);
        }
    }

    private final class LaneListener implements ProfilingLane.Listener {
        @Override
        public void begun(ProfilingLane.Owed owed) {
            store.jobs().begin(owed.id());
        }

        @Override
        public void profiled(ProfilingLane.Owed owed, ProfileResult result) {
            rest(owed.request().site());
            outcomes.profiled(owed.id(), owed.request(), result);
        }

        @Override
        public void failed(ProfilingLane.Owed owed, Throwable cause) {
            ProfileRequest r = owed.request();
            rest(r.site());
            ProfileHistory history =
                    ProfileHistory.of(store.journal(), r.site(), r.camera(), r.labels());
            outcomes.profileFailed(
                    owed.id(),
                    r,
                    data(r.site(), r.camera()).student().sha256(),
                    history.accuracy(),
                    String.valueOf(cause.getMessage()));
        }
    }
}
