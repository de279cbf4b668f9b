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

/** What an event changes in the planner's view of a site. Pure. */
public final class SiteEvents {
    /** A second retraining in a window must promise so much more accuracy. */
    static final double WORTH_ANOTHER = 0.02;

    private final WindowClock windows;

    public SiteEvents(WindowClock windows) {
        this.windows = windows;
    }

    /** What is to be done after an event. */
    public enum Then {
        NOTHING(""),
        /** A window has begun: room for profiling is wanted, and a deadline. */
        MAKE_ROOM("profiling"),
        /** All profiles are there, or a late one has come: plan. */
        PLAN_WINDOW("window"),
        /** A retraining has ended: plan what is left. */
        PLAN_COMPLETION("completion"),
        /** A retraining has failed: plan what is left. */
        PLAN_FAILURE("failure"),
        /** A retraining departs from its profile: plan what is left. */
        PLAN_CORRECTION("correction"),
        /** A student serves whose retraining goes on: plan what is left. */
        PLAN_CHECKPOINT("checkpoint");

        private final String reason;

        Then(String reason) {
            this.reason = reason;
        }

        /** In a word, for the allocations. */
        public String reason() {
            return reason;
        }
    }

    /** The site after an event, and what is to be done. */
    public record Outcome(SiteState site, Then then) {}

    public Outcome apply(SiteState site, SidecarEvent event) {
        CameraState camera =
                site.cameras().stream()
                        .filter(c -> c.camera().equals(event.camera()))
                        .findFirst()
                        .orElse(null);
        if (camera == null) {
            return new Outcome(site, Then.NOTHING);
        }
        return switch (event.kind()) {
            case REPORTED -> reported(site, camera, event);
            case PROFILED -> profiled(site, camera, event);
            case RETRAIN_STARTED -> new Outcome(started(site, camera, event), Then.NOTHING);
            case CORRECTED -> corrected(site, camera, event);
            case CHECKPOINTED -> checkpointed(site, camera, event);
            case PROMOTED, NOT_PROMOTED -> ended(site, camera, event, Then.PLAN_COMPLETION);
            case RETRAIN_FAILED -> ended(site, camera, event, Then.PLAN_FAILURE);
            case CANCELLED -> ended(site, camera, event, Then.NOTHING);
            case HELLO, SERVING_CHANGED, SITE_CLOSED, UNKNOWN -> new Outcome(site, Then.NOTHING);
        };
    }

    private Outcome reported(SiteState site, CameraState camera, SidecarEvent event) {
        Optional<WindowReport> report = EventPayloads.of(event, WindowReport.class);
        if (report.isEmpty()) {
            return new Outcome(site, Then.NOTHING);
        }
        SiteState measured = site.with(camera.measured(report.get().demands()));
        return closed(measured, event.requireWindow(), event.timeMillis());
    }

    private Outcome profiled(SiteState site, CameraState camera, SidecarEvent event) {
        Optional<ProfileResult> result = EventPayloads.of(event, ProfileResult.class);
        if (result.isEmpty() || event.requireWindow() <= camera.profiledWindow()) {
            return new Outcome(site, Then.NOTHING);
        }
        SiteState profiled = site.with(camera.profiled(event.requireWindow(), result.get()));
        Outcome outcome = closed(profiled, event.requireWindow(), result.get().closedAtMillis());
        SiteState after = outcome.site();
        boolean isOfLastWindow = event.requireWindow() == after.window() - 1;
        boolean all = after.cameras().stream().allMatch(c -> ProblemBuilder.isProfiled(c, after));
        return isOfLastWindow && (all || after.planned())
                ? new Outcome(after, Then.PLAN_WINDOW)
                : outcome;
    }

    /** A window has ended, which one camera's event is enough to tell. */
    private Outcome closed(SiteState site, long window, long atMillis) {
        if (window + 1 < site.window() || !windows.has(window + 1)) {
            return new Outcome(site, Then.NOTHING);
        }
        if (window + 1 == site.window()) {
            long earlier = Math.min(site.startedAtMillis(), atMillis);
            return new Outcome(site.startedAt(earlier), Then.NOTHING);
        }
        SiteState next = site.inWindow(window + 1, atMillis);
        for (CameraState camera : site.cameras()) {
            ActiveRetraining job = camera.running();
            if (job != null && !job.confirmed()) { // it never began, or its start was never told
                CameraState held = camera.training(null, camera.retrainedIn());
                next = next.with(held);
            }
        }
        return new Outcome(next, Then.MAKE_ROOM);
    }

    private static SiteState started(SiteState site, CameraState camera, SidecarEvent event) {
        ActiveRetraining job = camera.running();
        Optional<String> configuration =
                EventPayloads.of(event, RetrainRequest.class).map(r -> r.configuration().id());
        return job != null && isOf(job, event, configuration)
                ? site.with(camera.training(job.confirm(), camera.retrainedIn()))
                : site;
    }

    private static Outcome corrected(SiteState site, CameraState camera, SidecarEvent event) {
        Optional<RetrainCorrection> correction = EventPayloads.of(event, RetrainCorrection.class);
        ActiveRetraining job = camera.running();
        if (correction.isEmpty()
                || job == null
                || !job.is(correction.get().configuration(), event.requireWindow())) {
            return new Outcome(site, Then.NOTHING);
        }
        ActiveRetraining corrected =
                job.corrected(
                        correction.get().remainingGpuSeconds(),
                        correction.get().expectedAccuracy(),
                        event.timeMillis());
        return new Outcome(
                site.with(camera.training(corrected, camera.retrainedIn())), Then.PLAN_CORRECTION);
    }

    private static Outcome checkpointed(SiteState site, CameraState camera, SidecarEvent event) {
        Optional<RetrainResult> result = EventPayloads.of(event, RetrainResult.class);
        Double reached = result.map(RetrainResult::newAccuracy).orElse(null);
        if (result.isEmpty() || reached == null) {
            return new Outcome(site, Then.NOTHING);
        }
        CameraState served = camera.served(reached);
        ActiveRetraining job = camera.running();
        if (job == null || !job.is(result.get().configuration(), event.requireWindow())) {
            return new Outcome(site.with(served), Then.NOTHING);
        }
        ActiveRetraining goesOn = job.expecting(result.get().expectedAccuracy());
        return new Outcome(
                site.with(served.training(goesOn, camera.retrainedIn())), Then.PLAN_CHECKPOINT);
    }

    private static Outcome ended(
            SiteState site, CameraState camera, SidecarEvent event, Then then) {
        Optional<RetrainResult> result = EventPayloads.of(event, RetrainResult.class);
        ActiveRetraining job = camera.running();
        boolean isOurs = job != null && isOf(job, event, result.map(RetrainResult::configuration));
        if (result.isEmpty()) {
            return isOurs
                    ? new Outcome(site.with(camera.ended(camera.accuracy(), List.of())), then)
                    : new Outcome(site, Then.NOTHING);
        }
        Double evaluated =
                switch (event.kind()) {
                    case PROMOTED -> result.get().newAccuracy();
                    case NOT_PROMOTED -> result.get().oldAccuracy();
                    default -> null;
                };
        double accuracy = evaluated == null ? camera.accuracy() : evaluated;
        if (job != null && isOurs) {
            List<ProfileResult.Option> left = left(camera, job, event, result.get(), accuracy);
            return new Outcome(site.with(camera.ended(accuracy, left)), then);
        }
        return new Outcome(site, Then.NOTHING);
    }

    /** Whether an event is about this retraining; one that does not say which counts by window. */
    private static boolean isOf(
            ActiveRetraining job, SidecarEvent event, Optional<String> configuration) {
        return job.is(configuration.orElse(job.configuration()), event.requireWindow());
    }

    /**
     * What another retraining on the same labels would reach. Where the one that has ended left
     * more or fewer errors than was expected of it, others are taken to do so by the same factor.
     * After a failure there is none, and none where the gate did not let a better one pass: too few
     * labels or a pinned student would stop the next, too.
     */
    private static List<ProfileResult.Option> left(
            CameraState camera,
            ActiveRetraining job,
            SidecarEvent event,
            RetrainResult result,
            double serving) {
        if (job.trainingWindow() != camera.profiledWindow()) {
            return camera.options(); // of a later window
        }
        Double reached = result.newAccuracy();
        boolean isPromoted = event.kind() == EventKind.PROMOTED;
        if (reached == null || (!isPromoted && event.kind() != EventKind.NOT_PROMOTED)) {
            return List.of();
        }
        if (!isPromoted && reached >= serving + WORTH_ANOTHER) {
            return List.of();
        }
        double factor =
                GainPrior.bounded(1 - reached) / GainPrior.bounded(1 - result.expectedAccuracy());
        return camera.options().stream()
                .filter(o -> !o.configuration().equals(job.configuration()))
                .map(
                        o ->
                                new ProfileResult.Option(
                                        o.configuration(),
                                        o.gpuSeconds(),
                                        1 - factor * (1 - o.accuracy())))
                .filter(o -> o.accuracy() >= serving + WORTH_ANOTHER)
                .toList();
    }
}
