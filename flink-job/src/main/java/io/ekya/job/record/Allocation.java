package io.ekya.job.record;

/**
 * What the plan gives one camera from now on; replaces any of a lower (epoch, revision).
 *
 * @param window number of the window that is running
 * @param inference id of the inference configuration
 * @param inferenceShare share of one GPU
 * @param retraining id of the retraining configuration, empty where none
 * @param retrainingShare share of one GPU for it
 * @param startsRetraining true where it is to be started, false where it is already running
 * @param trainingWindow window whose labels it trains on
 * @param expectedAccuracy what it is expected to reach
 * @param profilingShare the whole site's share for micro-profiling
 * @param policy who decided
 * @param estimatedAccuracy the plan's estimate of the mean over cameras and the rest of the window
 * @param reason why there is a new plan: window, completion, failure, correction and others
 */
public record Allocation(
        String site,
        String camera,
        long epoch,
        long revision,
        long window,
        String inference,
        double inferenceShare,
        String retraining,
        double retrainingShare,
        boolean startsRetraining,
        long trainingWindow,
        double expectedAccuracy,
        double profilingShare,
        String policy,
        double estimatedAccuracy,
        String reason) {}
