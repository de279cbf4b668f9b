/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import java.util.List;

/**
 * The result of a contender on a trace.
 *
 * @param windowAccuracy mean over cameras and time of each window, 0..1
 * @param decisionMillis wall-clock time of each plan
 * @param retrainings number of completed retrainings
 */
public record PlayedTrace(
        List<Double> windowAccuracy, List<Double> decisionMillis, int retrainings) {

    /** Returns the mean accuracy over all windows. */
    public double accuracy() {
        return windowAccuracy.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }

    /** Returns the median decision time. */
    public double medianMillis() {
        double[] sorted =
                decisionMillis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
    }
}
