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
        CameraState camera =
                site.cameras().stream()
                        .filter(c -> c.camera().equals(event.camera()))
                        .findFirst()
                        .orElse(null);
        Optional<EventKind> kind = kind(event);
        if (camera == null || kind.isEmpty()) {
            return Outcome.nothing(site);
        }
        return switch (kind.get()) {
            case REPORTED -> reported(site, camera, event);
            case PROFILED -> profiled(site, camera, event);
            case RETRAIN_STARTED -> new Outcome(started(site, camera, event), Action.NOTHING);
            case CORRECTED -> corrected(site, camera, event);
            case CHECKPOINTED -> checkpointed(site, camera, event);
            case PROMOTED, NOT_PROMOTED -> ended(site, camera, event, Action.PLAN_COMPLETION);
            case RETRAIN_FAILED -> ended(site, camera, event, Action.PLAN_FAILURE);
            case CANCELLED -> ended(site, camera, event, Action.NOTHING);
            case HELLO, SERVING_CHANGED, SITE_CLOSED -> Outcome.nothing(site);
        };
    }

    static Optional<EventKind> kind(SidecarEvent event) {
        for (EventKind kind : EventKind.values()) {
            if (kind.name().equals(event.kind())) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }

    private Outcome reported(SiteState site, CameraState camera, SidecarEvent event) {
        Optional<WindowReport> report = EventPayloads.of(event, WindowReport.class);
        if (report.isEmpty()) {
            return Outcome.nothing(site);
        }
        SiteState measured = site.with(camera.withDemands(report.get().demands()));
        return closed(measured, event.window(), event.timeMillis());
    }

    private Outcome profiled(SiteState site, CameraState camera, SidecarEvent event) {
        Optional<ProfileResult> result = EventPayloads.of(event, ProfileResult.class);
        if (result.isEmpty() || camera.isProfiledSince(event.window())) {
            return Outcome.nothing(site);
        }
        SiteState profiled = site.with(camera.profiled(event.window(), result.get()));
        Outcome outcome = closed(profiled, event.window(), result.get().closedAtMillis());
        SiteState after = outcome.site();
        boolean isOfLastWindow = event.window() == after.window() - 1;
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
                || !retraining.is(correction.get().configuration(), event.window())) {
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
        if (result.isEmpty()) {
            return Outcome.nothing(site);
        }
        CameraState served = camera.withAccuracy(result.get().newAccuracy());
        ActiveRetraining retraining = camera.running();
        if (retraining == null || !retraining.is(result.get().configuration(), event.window())) {
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
                result.map(r -> ended(camera, retraining, event, r))
                        .orElseGet(() -> camera.ended(List.of()));
        return new Outcome(site.with(after), action);
    }

    private static CameraState ended(
            CameraState camera,
            ActiveRetraining retraining,
            SidecarEvent event,
            RetrainResult result) {
        boolean isPromoted = event.kind().equals(EventKind.PROMOTED.name());
        boolean isComplete = isPromoted || event.kind().equals(EventKind.NOT_PROMOTED.name());
        if (!isComplete) { // failed or cancelled
            return camera.isProfiled(retraining.trainingWindow())
                    ? camera.ended(List.of())
                    : camera.withoutRunning();
        }
        double serving = isPromoted ? result.newAccuracy() : result.oldAccuracy();
        CameraState after = camera.withAccuracy(serving);
        if (!camera.isProfiled(retraining.trainingWindow())) {
            return after.withoutRunning(); // the options are those of a later window
        }
        boolean wasRefused = !isPromoted && result.newAccuracy() >= serving + MIN_GAIN_OF_ANOTHER;
        return after.ended(wasRefused ? List.of() : remaining(camera, retraining, result, serving));
    }

    /** Whether an event is about this retraining; the window decides if there is no payload. */
    private static boolean isAbout(
            SidecarEvent event, ActiveRetraining retraining, Optional<String> configuration) {
        return retraining.is(configuration.orElse(retraining.configuration()), event.window());
    }

    /**
     * Returns the options for another retraining on the same labels. If the one that has ended left
     * more or fewer errors than expected, the same factor is assumed for the others. After a
     * failure there are none, and none if the promotion gate refused a better student: too few
     * labels or a pinned student would stop the next one, too.
     */
    private static List<ProfileResult.Option> remaining(
            CameraState camera, ActiveRetraining retraining, RetrainResult result, double serving) {
        double factor =
                GainPrior.bounded(1 - result.newAccuracy())
                        / GainPrior.bounded(1 - result.expectedAccuracy());
        return camera.options().stream()
                .filter(o -> !o.configuration().equals(retraining.configuration()))
                .map(
                        o ->
                                new ProfileResult.Option(
                                        o.configuration(),
                                        o.gpuSeconds(),
                                        1 - factor * (1 - o.accuracy())))
                .filter(o -> o.accuracy() >= serving + MIN_GAIN_OF_ANOTHER)
                .toList();
    }
}
