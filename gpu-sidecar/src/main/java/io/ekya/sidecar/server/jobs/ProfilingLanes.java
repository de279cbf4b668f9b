/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.device.DeviceShare;
import io.ekya.device.ShareGovernor;
import io.ekya.learn.Learner;
import io.ekya.sidecar.api.JobStatus;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.server.store.Store;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * The micro-profiles of all sites: a lane for each site, which reserves its share while it works.
 */
final class ProfilingLanes {
    private final Store store;
    private final Learner learner;
    private final ShareGovernor governor;
    private final EvaluationSettings settings;
    private final Control control;
    private final BiFunction<String, String, CameraData> data;
    private final Map<String, Double> shares = new HashMap<>();
    private final Map<String, ProfilingLane> lanes = new HashMap<>();

    /** What lanes share with retrainings. */
    record Control(ShareLedger ledger, DeviceLoops loops, JobOutcomes outcomes) {}

    /**
     * @param data the data of a site's camera
     */
    ProfilingLanes(
            Store store,
            JobDevice device,
            EvaluationSettings settings,
            Control control,
            BiFunction<String, String, CameraData> data) {
        this.store = store;
        this.learner = device.learner();
        this.governor = device.governor();
        this.settings = settings;
        this.control = control;
        this.data = data;
    }

    /** Adds a micro-profile, which supersedes the camera's earlier windows. */
    synchronized void add(ProfilingLane.Pending job) {
        String site = job.request().site();
        for (ProfilingLane.Pending superseded : lane(site).add(job)) {
            control.outcomes().superseded(superseded.id());
        }
        control.ledger().reserve(lane(site).share(), share(site));
        control.loops().wake();
    }

    /** Changes the share of a site's micro-profiling; an idle lane reserves nothing. */
    synchronized void resize(String site, double share) {
        shares.put(site, share);
        ProfilingLane lane = lane(site);
        if (lane.pending().isEmpty()) {
            lane.share().resize(share);
        } else {
            control.ledger().reserve(lane.share(), share);
        }
    }

    /** Returns which site's micro-profiling has ended; empty if none has. */
    synchronized String problem() {
        return lanes.entrySet().stream()
                .filter(lane -> lane.getValue().ended())
                .map(lane -> "micro-profiling of site " + lane.getKey() + " has ended")
                .findFirst()
                .orElse("");
    }

    /** Returns the running and pending micro-profiles. */
    synchronized List<JobStatus> status() {
        List<JobStatus> all = new ArrayList<>();
        lanes.forEach((site, lane) -> all.addAll(status(site, lane)));
        return all;
    }

    private List<JobStatus> status(String site, ProfilingLane lane) {
        String stage = lane.stage();
        return lane.pending().stream()
                .map(
                        job ->
                                new JobStatus(
                                        JobStatus.PROFILE,
                                        site,
                                        job.request().camera(),
                                        job.request().window(),
                                        null,
                                        stage,
                                        null,
                                        null,
                                        share(site),
                                        null,
                                        null))
                .toList();
    }

    private double share(String site) {
        return shares.getOrDefault(site, settings.profilingShare());
    }

    private ProfilingLane lane(String site) {
        return lanes.computeIfAbsent(
                site,
                s -> {
                    DeviceShare share = governor.open("profile/" + s, settings.profilingShare());
                    ProfilingLane lane =
                            new ProfilingLane(share, r -> profile(r, share), new Listener());
                    control.loops().addProfiling(lane);
                    return lane;
                });
    }

    private MicroProfile profile(ProfileRequest r, DeviceShare share) {
        return new MicroProfile(r, data.apply(r.site(), r.camera()), learner, history(r), share);
    }

    private ProfileHistory history(ProfileRequest r) {
        return ProfileHistory.of(store.journal(), r.site(), r.camera(), r.labels());
    }

    private synchronized void releaseIfIdle(String site) {
        ProfilingLane lane = lane(site);
        if (lane.pending().isEmpty()) {
            control.ledger().release(lane.share());
            lane.share().resize(share(site));
        }
    }

    private final class Listener implements ProfilingLane.Listener {
        @Override
        public void started(ProfilingLane.Pending job) {
            control.outcomes().began(job.id());
        }

        @Override
        public void profiled(ProfilingLane.Pending job, ProfileResult result) {
            releaseIfIdle(job.request().site());
            control.outcomes().profiled(job.id(), job.request(), result);
        }

        @Override
        public void putOff(ProfilingLane.Pending job) {
            control.outcomes().putOff(job.id());
        }

        @Override
        public void failed(ProfilingLane.Pending job, Throwable cause) {
            ProfileRequest r = job.request();
            releaseIfIdle(r.site());
            control.outcomes()
                    .profileFailed(
                            job.id(),
                            r,
                            serving(r),
                            history(r).accuracy(),
                            String.valueOf(cause.getMessage()));
        }

        /** The student of record: reading its file may be what failed. */
        private String serving(ProfileRequest r) {
            return data.apply(r.site(), r.camera()).servingSha256();
        }
    }
}
