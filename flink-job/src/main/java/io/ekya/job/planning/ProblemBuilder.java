package io.ekya.job.planning;

import io.ekya.infer.AccuracyFactors;
import io.ekya.infer.InferenceConfiguration;
import io.ekya.infer.SkipLoss;
import io.ekya.schedule.CameraProfile;
import io.ekya.schedule.CameraProfile.InferenceOption;
import io.ekya.schedule.CameraProfile.RetrainingOption;
import io.ekya.schedule.CameraProfile.RunningRetraining;
import io.ekya.schedule.SchedulingProblem;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts what is known of a site into a scheduling problem. Pure. */
final class ProblemBuilder {
    /** A student of which nothing is known yet is taken to be right so often. */
    static final double UNKNOWN_ACCURACY = 0.5;

    /** Nothing is planned for less time than this. */
    static final double LEAST_SECONDS = 0.1;

    private final SiteRules rules;
    private final AccuracyFactors prior;

    ProblemBuilder(SiteRules rules) {
        this.rules = rules;
        this.prior = new AccuracyFactors(rules.fullSide(), new SkipLoss());
    }

    /** The problem of the rest of the running window. */
    SchedulingProblem build(SiteState site, long nowMillis) {
        double elapsed = (nowMillis - site.startedAtMillis()) / 1000.0;
        double left = Math.max(LEAST_SECONDS, rules.windowSeconds() - Math.max(0, elapsed));
        boolean profiled = site.cameras().stream().allMatch(c -> isProfiled(c, site));
        double reserved = rules.labelling() + (profiled ? 0 : rules.lateProfiling());
        return new SchedulingProblem(
                rules.gpus(),
                rules.quantum(),
                left,
                rules.minAccuracy(),
                Math.min(rules.gpus(), reserved),
                rules.terminalSeconds(),
                site.cameras().stream().map(c -> profile(c, site.window(), nowMillis)).toList());
    }

    /** Whether the labels of the window before were profiled. */
    static boolean isProfiled(CameraState camera, SiteState site) {
        return camera.profiledWindow() >= site.window() - 1;
    }

    private CameraProfile profile(CameraState camera, long window, long nowMillis) {
        double accuracy =
                Double.isNaN(camera.accuracy()) ? UNKNOWN_ACCURACY : fraction(camera.accuracy());
        Optional<RunningRetraining> running =
                Optional.ofNullable(camera.running())
                        .map(job -> job.at(nowMillis, job.share(), rules.speedAt(job.share())))
                        .map(ActiveRetraining::planned);
        return new CameraProfile(
                camera.camera(),
                accuracy,
                rules.inference().stream().map(o -> inference(camera, o)).toList(),
                retraining(camera, window),
                running,
                rules.speed());
    }

    private InferenceOption inference(CameraState camera, InferenceConfiguration option) {
        Map<String, Double> factors = camera.accuracyFactors();
        double factor = factors.getOrDefault(option.id(), prior.factor(option));
        double demand = camera.demands().getOrDefault(option.id(), guessedDemand(option));
        return new InferenceOption(option.id(), demand, fraction(factor));
    }

    /** Before anything was measured: everything just fits into an equal part. */
    private double guessedDemand(InferenceConfiguration option) {
        double pixels = Math.pow((double) option.side() / rules.fullSide(), 2);
        return rules.firstInference() * pixels / option.everyNth();
    }

    /**
     * On the labels of the window before: older ones were trained on or are past. None while one of
     * this window is running, and after it only where the rules let another one follow.
     */
    private List<RetrainingOption> retraining(CameraState camera, long window) {
        boolean isRetrained = camera.retrainedIn() >= window;
        boolean mayFollow = rules.again() && camera.running() == null;
        if ((isRetrained && !mayFollow) || camera.profiledWindow() < window - 1) {
            return List.of();
        }
        String running = camera.running() == null ? "" : camera.running().configuration();
        return camera.options().stream()
                .filter(o -> !o.configuration().equals(running))
                .map(
                        o ->
                                new RetrainingOption(
                                        o.configuration(),
                                        Math.max(0, o.gpuSeconds()),
                                        fraction(o.accuracy())))
                .toList();
    }

    private static double fraction(double value) {
        return Double.isNaN(value) ? 0 : Math.max(0, Math.min(1, value));
    }
}
