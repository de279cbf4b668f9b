/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
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
 * The resources of a site, what they are divided among, and the rules for dividing them.
 *
 * @param cameras ids, sorted
 * @param labelling share reserved for the teacher, GPUs
 * @param windowSeconds length of a window, wall-clock time
 * @param deadlineSeconds how long planning waits for profiles
 * @param fullSide side of the crops at full resolution, pixels
 * @param retraining configurations that the policy can use
 * @param again whether a camera can be retrained more than once per window
 * @param speed of retrainings by share of one GPU; linear if empty
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

    /** Fraction of the GPUs that profiling gets before the first measurement. */
    private static final double FIRST_PROFILING = 0.2;

    /** Fraction for profiling at the beginning of a window: plans without profiles are poor. */
    private static final double WINDOW_START_PROFILING = 0.5;

    /** Fraction that profiling keeps if the window is planned before all profiles arrived. */
    private static final double LATE_PROFILING = 0.25;

    /** Fraction of the time until the deadline that micro-profiles can cost; the rest is slack. */
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

    /** Returns a copy with another speed curve of retrainings. */
    public SiteRules withSpeed(Optional<SpeedCurve> curve) {
        return with(cameras, curve);
    }

    /**
     * Returns a copy with other cameras.
     *
     * @param ids sorted
     */
    public SiteRules withCameras(List<String> ids) {
        return with(ids, speed);
    }

    private SiteRules with(List<String> ids, Optional<SpeedCurve> curve) {
        return new SiteRules(
                site,
                ids,
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

    /** GPU-seconds of work that a retraining does per second at a share. */
    double speedAt(double share) {
        double gpu = Math.min(1, share);
        return speed.map(curve -> curve.at(gpu)).orElse(gpu);
    }

    /** GPUs that remain beside labelling. */
    double shareable() {
        return Math.max(0, gpus - labelling);
    }

    /** Share of profiling before the first window was measured. */
    double firstProfiling() {
        return FIRST_PROFILING * shareable();
    }

    /** Share of profiling at the beginning of a window; has priority over running retrainings. */
    double windowStartProfiling() {
        return WINDOW_START_PROFILING * shareable();
    }

    /** Share of profiling after a window was planned without all profiles. */
    double lateProfiling() {
        return LATE_PROFILING * shareable();
    }

    /** Share of each camera's inference before the first plan: equal shares. */
    public double firstInference() {
        return (shareable() - firstProfiling()) / Math.max(1, cameras.size());
    }

    /** Seconds of one GPU that the micro-profile of one camera and window can cost. */
    public double profileBudget() {
        return PROFILED_TIME * shareable() * deadlineSeconds / Math.max(1, cameras.size());
    }

    /** The cheapest inference configuration. */
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
