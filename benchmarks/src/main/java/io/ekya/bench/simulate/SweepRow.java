package io.ekya.bench.simulate;

/**
 * One contender on one trace under one setting.
 *
 * @param retrainings that ended, over all windows
 * @param decisionMillis median of its plans
 */
public record SweepRow(
        String policy,
        int streams,
        double gpus,
        double windowSeconds,
        double error,
        long seed,
        double accuracy,
        int retrainings,
        double decisionMillis) {}
