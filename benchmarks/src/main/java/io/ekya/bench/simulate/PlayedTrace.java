package io.ekya.bench.simulate;

import java.util.List;

/**
 * What a contender made of a trace.
 *
 * @param windowAccuracy mean over cameras and time of each window, 0..1
 * @param decisionMillis of each plan, wall clock
 * @param retrainings that ended
 */
public record PlayedTrace(
        List<Double> windowAccuracy, List<Double> decisionMillis, int retrainings) {

    /** Mean over all windows. */
    public double accuracy() {
        return windowAccuracy.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** Median of the plans. */
    public double medianMillis() {
        double[] sorted =
                decisionMillis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
