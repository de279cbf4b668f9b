/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.planning;

import io.ekya.job.record.WindowClock;
import io.ekya.profile.GainPrior;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.RetrainCorrection;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.WindowReport;
import java.util.List;
import java.util.Optional;

/** Applies sidecar events to the planner's view of a site. Pure. */
public final class SiteEvents {
    /** Least accuracy gain for which a second retraining in a window is considered. */
    static final double MIN_GAIN_OF_ANOTHER = 0.02;

    private final WindowClock windows;

    public SiteEvents(WindowClock windows) {
        this.windows = windows;
    }

    /** What the scheduler has to do after an event. */
    public enum Action {
        NOTHING(""),
        /** A window has begun: make room for profiling and set a deadline. */
        MAKE_ROOM("profiling"),
        /** All profiles have arrived, or a late one has: plan. */
        PLAN_WINDOW("window"),
        /** A retraining has ended: plan the rest of the window. */
        PLAN_COMPLETION("completion"),
        /** A retraining has failed: plan the rest of the window. */
        PLAN_FAILURE("failure"),
        /** A retraining deviates from its profile: plan the rest of the window. */
        PLAN_CORRECTION("correction"),
        /** A checkpoint of a running retraining serves: plan the rest of the window. */
        PLAN_CHECKPOINT("checkpoint");

        private final String reason;

        Action(String reason) {
            this.reason = reason;
        }

        /** The reason stated in allocations. */
        public String reason() {
            return reason;
        }
    }

    /** The site after an event, and what to do next. */
    public record Outcome(SiteState site, Action action) {
        private static Outcome nothing(SiteState site) {
            return new Outcome(site, Action.NOTHING);
        }
    }

    /** Applies an event; events of unknown kinds or cameras change nothing. */
    public Outcome apply(SiteState site, SidecarEvent event) {
        CameraState camera = site.camera(String.valueOf(event.camera())).orElse(null);
        if (camera == null) {
            return Outcome.nothing(site);
        }
        return switch (event.kind()) {
            case REPORTED -> reported(site, camera, event);
            case PROFILED -> profiled(site, camera, event);
            case RETRAIN_STARTED -> new Outcome(started(site, camera, event), Action.NOTHING);
            case CORRECTED -> corrected(site, camera, event);
            case CHECKPOINTED -> checkpointed(site, camera, event);
            case PROMOTED, NOT_PROMOTED -> ended(site, camera, event, Action.PLAN_COMPLETION);
            case RETRAIN_FAILED -> ended(site, camera, event, Action.PLAN_FAILURE);
            case CANCELLED -> ended(site, camera, event, Action.NOTHING);
            case HELLO, SERVING_CHANGED, SITE_CLOSED, EVENTS_LOST, UNKNOWN -> Outcome.nothing(site);
        };
    }

    /**
     * Applies an event of an earlier run of the job, which a restored job reads again. Nothing is
     * to be done after it; a retraining that the earlier run has started is adopted.
     */
    public SiteState replay(SiteState site, SidecarEvent event) {
        if (event.kind() != EventKind.RETRAIN_STARTED) {
            return apply(site, event).site();
        }
        return EventPayloads.of(event, RetrainRequest.class)
                .flatMap(request -> adopted(site, request, event.timeMillis()))
                .orElse(site);
    }

    private Optional<SiteState> adopted(SiteState site, RetrainRequest request, long atMillis) {
        return site.camera(request.camera())
                .map(camera -> site.with(adopted(camera, site.window(), request, atMillis)));
    }

    private CameraState adopted(
            CameraState camera, long window, RetrainRequest request, long atMillis) {
        String configuration = request.configuration().id();
        ActiveRetraining known = camera.running();
        if (known != null && known.is(configuration, request.window())) {
            return camera.withRunning(known.confirm());
        }
        double gpuSeconds =
                camera.options().stream()
                        .filter(o -> o.configuration().equals(configuration))
                        .mapToDouble(CameraState.Option::gpuSeconds)
                        .findFirst()
                        .orElse(request.share() * windows.windowMillis() / 1000.0);
        return camera.starting(
                new ActiveRetraining(
                        configuration,
                        request.window(),
                        new ActiveRetraining.Progress(
                                gpuSeconds, request.expectedAccuracy(), atMillis),
                        request.share(),
                        true),
                window);
    }

    private Outcome reported(SiteState site, CameraState camera, SidecarEvent event) {
        Optional<WindowReport> report = EventPayloads.of(event, WindowReport.class);
        if (report.isEmpty()) {
            return Outcome.nothing(site);
        }
        SiteState measured = site.with(camera.withDemands(report.get().demands()));
        return closed(measured, event.requireWindow(), event.timeMillis());
    }

    private Outcome profiled(SiteState site, CameraState camera, SidecarEvent event) {
        Optional<ProfileResult> result = EventPayloads.of(event, ProfileResult.class);
        if (result.isEmpty() || camera.isProfiledSince(event.requireWindow())) {
            return Outcome.nothing(site);
        }
        SiteState profiled = site.with(camera.profiled(event.requireWindow(), result.get()));
        Outcome outcome = closed(profiled, event.requireWindow(), result.get().closedAtMillis());
        SiteState after = outcome.site();
        boolean isOfLastWindow = event.requireWindow() == after.window() - 1;
        boolean all = after.cameras().stream().allMatch(c -> ProblemBuilder.isProfiled(c, after));
        return isOfLastWindow && (all || after.planned())
                ? new Outcome(after, Action.PLAN_WINDOW)
                : outcome;
    }

    /** A window has ended; the event of one camera suffices. */
    private Outcome closed(SiteState site, long window, long atMillis) {
        if (window + 1 < site.window() || !windows.has(window + 1)) {
            return Outcome.nothing(site);
        }
        if (window + 1 == site.window()) {
            long earlier = Math.min(site.startedAtMillis(), atMillis);
            return Outcome.nothing(site.startedAt(earlier));
        }
        SiteState next = site.inWindow(window + 1, atMillis);
        for (CameraState camera : site.cameras()) {
            ActiveRetraining retraining = camera.running();
            if (retraining != null && !retraining.confirmed()) {
                next = next.with(camera.withoutRunning()); // never started, or never sent
            }
        }
        return new Outcome(next, Action.MAKE_ROOM);
    }

    private static SiteState started(SiteState site, CameraState camera, SidecarEvent event) {
        ActiveRetraining retraining = camera.running();
        Optional<String> configuration =
                EventPayloads.of(event, RetrainRequest.class).map(r -> r.configuration().id());
        return retraining != null && isAbout(event, retraining, configuration)
                ? site.with(camera.withRunning(retraining.confirm()))
                : site;
    }

    private static Outcome corrected(SiteState site, CameraState camera, SidecarEvent event) {
        Optional<RetrainCorrection> correction = EventPayloads.of(event, RetrainCorrection.class);
        ActiveRetraining retraining = camera.running();
        if (correction.isEmpty()
                || retraining == null
                || !retraining.is(correction.get().configuration(), event.requireWindow())) {
            return Outcome.nothing(site);
        }
        ActiveRetraining corrected =
                retraining.corrected(
                        new ActiveRetraining.Progress(
                                correction.get().remainingGpuSeconds(),
                                correction.get().expectedAccuracy(),
                                event.timeMillis()));
        return new Outcome(site.with(camera.withRunning(corrected)), Action.PLAN_CORRECTION);
    }

    private static Outcome checkpointed(SiteState site, CameraState camera, SidecarEvent event) {
        Optional<RetrainResult> result = EventPayloads.of(event, RetrainResult.class);
        Double reached = result.map(RetrainResult::newAccuracy).orElse(null);
        if (result.isEmpty() || reached == null) {
            return Outcome.nothing(site);
        }
        CameraState served = camera.withAccuracy(reached);
        ActiveRetraining retraining = camera.running();
        if (retraining == null
                || !retraining.is(result.get().configuration(), event.requireWindow())) {
            return Outcome.nothing(site.with(served));
        }
        ActiveRetraining continued = retraining.expecting(result.get().expectedAccuracy());
        return new Outcome(site.with(served.withRunning(continued)), Action.PLAN_CHECKPOINT);
    }

    private static Outcome ended(
            SiteState site, CameraState camera, SidecarEvent event, Action action) {
        Optional<RetrainResult> result = EventPayloads.of(event, RetrainResult.class);
        ActiveRetraining retraining = camera.running();
        if (retraining == null
                || !isAbout(event, retraining, result.map(RetrainResult::configuration))) {
            return Outcome.nothing(site);
        }
        CameraState after =
                result.map(r -> ended(camera, retraining, event.kind(), r))
                        .orElseGet(() -> camera.ended(List.of()));
        return new Outcome(site.with(after), action);
    }

    private static CameraState ended(
            CameraState camera, ActiveRetraining retraining, EventKind kind, RetrainResult result) {
        boolean isOfProfile = camera.isProfiled(retraining.trainingWindow());
        boolean isPromoted = kind == EventKind.PROMOTED;
        Double reached = result.newAccuracy();
        Double serving = isPromoted ? reached : result.oldAccuracy();
        boolean isComplete = isPromoted || kind == EventKind.NOT_PROMOTED;
        if (!isComplete || reached == null || serving == null) { // failed or cancelled
            return isOfProfile ? camera.ended(List.of()) : camera.withoutRunning();
        }
        CameraState after = camera.withAccuracy(serving);
        if (!isOfProfile) {
            return after.withoutRunning(); // the options are those of a later window
        }
        // A gate that refused a better student, for too few labels or a pin, would refuse the next.
        boolean wasRefused = !isPromoted && reached >= serving + MIN_GAIN_OF_ANOTHER;
        double errors =
                GainPrior.bounded(1 - reached) / GainPrior.bounded(1 - result.expectedAccuracy());
        return after.ended(wasRefused ? List.of() : remaining(camera, retraining, errors, serving));
    }

    /** Whether an event is about this retraining; the window decides if there is no payload. */
    private static boolean isAbout(
            SidecarEvent event, ActiveRetraining retraining, Optional<String> configuration) {
        return retraining.is(
                configuration.orElse(retraining.configuration()), event.requireWindow());
    }

    /**
     * Returns the options for another retraining on the same labels that promise a gain.
     *
     * @param errors errors that the ended retraining left, relative to those expected; the same
     *     factor is assumed for the others
     * @param serving accuracy of the serving student, 0..1
     */
    private static List<CameraState.Option> remaining(
            CameraState camera, ActiveRetraining retraining, double errors, double serving) {
        return camera.options().stream()
                .filter(o -> !o.configuration().equals(retraining.configuration()))
                .map(
                        o ->
                                new CameraState.Option(
                                        o.configuration(),
                                        o.gpuSeconds(),
                                        1 - errors * (1 - o.accuracy())))
                .filter(o -> o.accuracy() >= serving + MIN_GAIN_OF_ANOTHER)
                .toList();
    }
}
