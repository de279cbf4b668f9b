package io.ekya.job.planning;

import io.ekya.schedule.CameraProfile.RunningRetraining;

/**
 * A retraining that is under way, as the planner sees it. Public for Flink's state.
 *
 * @param configuration id of the retraining configuration
 * @param trainingWindow window whose labels it trains on
 * @param remainingGpuSeconds seconds of one GPU that were left at {@code sinceMillis}
 * @param accuracy expected when it ends, 0..1
 * @param share of one GPU, since {@code sinceMillis}
 * @param sinceMillis wall clock
 * @param confirmed whether the sidecar said that it began
 */
public record ActiveRetraining(
        String configuration,
        long trainingWindow,
        double remainingGpuSeconds,
        double accuracy,
        double share,
        long sinceMillis,
        boolean confirmed) {

    /** An overdue job is taken to need this part of what it needed before. */
    private static final double OVERDUE = 0.05;

    /**
     * The same job seen later, with another share from then on.
     *
     * @param speed GPU-seconds that it did in a second at the share that it had
     */
    ActiveRetraining at(long nowMillis, double newShare, double speed) {
        double seconds = Math.max(0, nowMillis - sinceMillis) / 1000.0;
        double left = planned().after(seconds, speed).remainingGpuSeconds();
        return new ActiveRetraining(
                configuration,
                trainingWindow,
                Math.max(OVERDUE * remainingGpuSeconds, left),
                accuracy,
                newShare,
                nowMillis,
                confirmed);
    }

    /** The same job, of which another accuracy is expected. */
    ActiveRetraining expecting(double newAccuracy) {
        return new ActiveRetraining(
                configuration,
                trainingWindow,
                remainingGpuSeconds,
                newAccuracy,
                share,
                sinceMillis,
                true);
    }

    /** The same job, of which something else is expected from a moment on. */
    ActiveRetraining corrected(double newRemainingGpuSeconds, double newAccuracy, long atMillis) {
        return new ActiveRetraining(
                configuration,
                trainingWindow,
                newRemainingGpuSeconds,
                newAccuracy,
                share,
                atMillis,
                true);
    }

    /** Whether it is the retraining that an event is about. */
    boolean is(String id, long window) {
        return configuration.equals(id) && trainingWindow == window;
    }

    /** As the scheduling problem has it. */
    RunningRetraining planned() {
        return new RunningRetraining(
                configuration,
                remainingGpuSeconds,
                Double.isNaN(accuracy) ? 0 : Math.max(0, Math.min(1, accuracy)));
    }

    ActiveRetraining confirm() {
        return new ActiveRetraining(
                configuration,
                trainingWindow,
                remainingGpuSeconds,
                accuracy,
                share,
                sinceMillis,
                true);
    }
}
