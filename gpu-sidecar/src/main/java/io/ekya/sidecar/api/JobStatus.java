package io.ekya.sidecar.api;

/**
 * A job as the status shows it.
 *
 * @param kind {@code profile} or {@code retrain}
 * @param configuration id of the retraining configuration, empty for a micro-profile
 * @param stage what it does just now
 * @param stepsDone mini-batches of this stage run, and in all; 0 where they are not counted
 * @param share asked for, 0..1 of one GPU
 * @param achievedShare busy over elapsed time since it started
 * @param gpuSeconds device-busy seconds so far
 */
public record JobStatus(
        String kind,
        String site,
        String camera,
        long window,
        String configuration,
        String stage,
        int stepsDone,
        int stepsTotal,
        double share,
        double achievedShare,
        double gpuSeconds) {}
