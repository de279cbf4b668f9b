package io.ekya.job.planning;

import io.ekya.infer.InferenceConfiguration;
import io.ekya.infer.InferenceOptions;
import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.JobConfig;
import io.ekya.job.config.RetrainingOptions;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.schedule.Policies;
import io.ekya.schedule.Policy;
import io.ekya.schedule.SpeedCurve;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What a site may share out, and among whom.
 *
 * @param cameras ids, sorted
 * @param labelling share kept for the teacher, GPUs
 * @param windowSeconds length of a window on the wall clock
 * @param deadlineSeconds how long planning waits for profiles
 * @param fullSide side of the crops at full resolution, pixels
 * @param retraining configurations that the policy may use
 * @param again whether a camera may be retrained more than once a window
 * @param speed of retrainings at a share of one GPU; as the share if empty
 */
public record SiteRules(
        String site,
        List<String> cameras,
        double gpus,
        double labelling,
        double quantum,
        double minAccuracy,
        double terminalSeconds,
        double windowSeconds,
        double deadlineSeconds,
        int fullSide,
        List<InferenceConfiguration> inference,
        List<RetrainingConfiguration> retraining,
        boolean again,
        Optional<SpeedCurve> speed) {

    /** Part of the GPUs that profiling gets before anything is known. */
    private static final double FIRST_PROFILING = 0.2;

    /**
     * Part that profiling gets at a window's beginning: a plan without profiles is worth little.
     */
    private static final double FIRM_PROFILING = 0.5;

    /** Part that profiling keeps where the window is planned before all profiles are there. */
    private static final double LATE_PROFILING = 0.25;

    /** Micro-profiles may cost so much of the time until the deadline; the rest is slack. */
    private static final double PROFILED_TIME = 0.5;

    public static SiteRules of(JobConfig config) {
        Policy policy = Policies.named(config.scheduler().policy());
        double seconds = config.window().seconds() / config.window().pace();
        return new SiteRules(
                config.site(),
                config.cameras().stream().map(CameraConfig::id).sorted().toList(),
                config.gpus(),
                Math.min(config.teacher().share(), config.gpus()),
                config.scheduler().quantum(),
                config.scheduler().minAccuracy(),
                config.scheduler().terminalSeconds(),
                seconds,
                seconds * config.scheduler().deadline(),
                config.student().side(),
                InferenceOptions.of(config.inference().everyNth(), config.inference().sides()),
                RetrainingOptions.of(config.retraining()).stream()
                        .filter(c -> policy.mayUse(c.id()))
                        .toList(),
                config.scheduler().again(),
                Optional.empty());
    }

    /** The same with retrainings of another speed. */
    public SiteRules withSpeed(Optional<SpeedCurve> curve) {
        return new SiteRules(
                site,
                cameras,
                gpus,
                labelling,
                quantum,
                minAccuracy,
                terminalSeconds,
                windowSeconds,
                deadlineSeconds,
                fullSide,
                inference,
                retraining,
                again,
                curve);
    }

    /** GPU-seconds that a retraining does in a second at a share. */
    double speedAt(double share) {
        double gpu = Math.min(1, share);
        return speed.map(curve -> curve.at(gpu)).orElse(gpu);
    }

    /** What is left beside labelling. */
    double shareable() {
        return Math.max(0, gpus - labelling);
    }

    /** What profiling gets as long as no window was measured. */
    double firstProfiling() {
        return FIRST_PROFILING * shareable();
    }

    /** What profiling gets at a window's beginning, before retrainings that still run. */
    double firmProfiling() {
        return FIRM_PROFILING * shareable();
    }

    /** What profiling gets where a window is planned although profiles are still awaited. */
    double lateProfiling() {
        return LATE_PROFILING * shareable();
    }

    /** What each camera's inference gets before there is a plan: equal parts. */
    public double firstInference() {
        return (shareable() - firstProfiling()) / Math.max(1, cameras.size());
    }

    /** Seconds of one GPU that the micro-profile of one camera and window may cost. */
    public double profileBudget() {
        return PROFILED_TIME * shareable() * deadlineSeconds / Math.max(1, cameras.size());
    }

    /** The cheapest way to analyse a camera. */
    InferenceConfiguration cheapest() {
        return inference.stream()
                .max(
                        Comparator.comparingInt(InferenceConfiguration::everyNth)
                                .thenComparing(
                                        Comparator.comparingInt(InferenceConfiguration::side)
                                                .reversed()))
                .orElseThrow();
    }
}
