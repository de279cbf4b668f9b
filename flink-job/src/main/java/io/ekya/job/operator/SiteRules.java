package io.ekya.job.operator;

import io.ekya.infer.InferenceConfiguration;
import io.ekya.infer.InferenceOptions;
import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.JobConfig;
import io.ekya.job.config.RetrainingOptions;
import io.ekya.learn.RetrainingConfiguration;
import java.util.Comparator;
import java.util.List;

/**
 * What a site may share out, and among whom.
 *
 * @param cameras ids, sorted
 * @param labelling share kept for the teacher, GPUs
 * @param windowSeconds length of a window on the wall clock
 * @param deadlineSeconds how long planning waits for profiles
 * @param fullSide side of the crops at full resolution, pixels
 */
record SiteRules(
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
        List<RetrainingConfiguration> retraining) {

    /** Part of the GPUs that profiling gets before anything is known, and at the very least. */
    private static final double FIRST_PROFILING = 0.2;

    private static final double LEAST_PROFILING = 0.05;

    static SiteRules of(JobConfig config) {
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
                RetrainingOptions.of(config.retraining()));
    }

    /** What is left beside labelling. */
    double shareable() {
        return Math.max(0, gpus - labelling);
    }

    /** What profiling gets as long as no window was measured. */
    double firstProfiling() {
        return FIRST_PROFILING * shareable();
    }

    /** What profiling gets while profiles are awaited, whatever else runs. */
    double leastProfiling() {
        return LEAST_PROFILING * shareable();
    }

    /** What each camera's inference gets before there is a plan: equal parts. */
    double firstInference() {
        return (shareable() - firstProfiling()) / Math.max(1, cameras.size());
    }

    /** Seconds of one GPU that the micro-profile of one camera and window may cost. */
    double profileBudget() {
        return shareable() * deadlineSeconds / Math.max(1, cameras.size());
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
