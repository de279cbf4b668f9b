/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.planning;

import io.ekya.schedule.CameraProfile.RunningRetraining;

/**
 * A running retraining, as the planner sees it. Public for Flink's state.
 *
 * @param configuration id of the retraining configuration
 * @param trainingWindow window whose labels it trains on
 * @param progress what remained at a moment
 * @param share of one GPU since that moment
 * @param confirmed whether the sidecar has reported that it started
 */
public record ActiveRetraining(
        String configuration,
        long trainingWindow,
        Progress progress,
        double share,
        boolean confirmed) {

    /** An overdue retraining is assumed to need this fraction of what it needed before. */
    private static final double OVERDUE_FRACTION = 0.05;

    /**
     * What is expected of a retraining at a moment.
     *
     * @param remainingGpuSeconds seconds of one GPU that it still needs
     * @param accuracy expected at its end, 0..1
     * @param atMillis wall-clock time of the moment
     */
    public record Progress(double remainingGpuSeconds, double accuracy, long atMillis) {}

    /**
     * Advances the retraining to a later time and gives it another share from then on.
     *
     * @param speed GPU-seconds that it did per second at its previous share
     */
    ActiveRetraining at(long nowMillis, double newShare, double speed) {
        double seconds = Math.max(0, nowMillis - progress.atMillis()) / 1000.0;
        double remaining =
                Math.max(
                        OVERDUE_FRACTION * progress.remainingGpuSeconds(),
                        planned().after(seconds, speed).remainingGpuSeconds());
        return new ActiveRetraining(
                configuration,
                trainingWindow,
                new Progress(remaining, progress.accuracy(), nowMillis),
                newShare,
                confirmed);
    }

    /** Changes the accuracy expected at its end; the sidecar has reported it, so it runs. */
    ActiveRetraining expecting(double accuracy) {
        return corrected(
                new Progress(progress.remainingGpuSeconds(), accuracy, progress.atMillis()));
    }

    /** Changes what is expected of it; the sidecar has reported it, so it runs. */
    ActiveRetraining corrected(Progress expected) {
        return new ActiveRetraining(configuration, trainingWindow, expected, share, true);
    }

    /** The sidecar has reported that it started. */
    ActiveRetraining confirm() {
        return corrected(progress);
    }

    /** Whether an event with this configuration id and window is about this retraining. */
    boolean is(String id, long window) {
        return configuration.equals(id) && trainingWindow == window;
    }

    /** The retraining as part of a scheduling problem. */
    RunningRetraining planned() {
        return new RunningRetraining(
                configuration,
                progress.remainingGpuSeconds(),
                Math.max(0, Math.min(1, progress.accuracy())));
    }
}
