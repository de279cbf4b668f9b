/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import java.util.List;

/**
 * The measurements of one run of the micro-profile.
 *
 * @param samplesSeen number of samples trained on before each evaluation
 * @param accuracy on held-out labels at each evaluation, 0..1
 * @param setupSeconds device-busy seconds that a training costs once, whatever its length
 * @param firstEpochSeconds device-busy seconds per crop in the first epoch, which also computes the
 *     features of frozen blocks
 * @param laterSeconds device-busy seconds per crop in later epochs
 */
record ProfileRun(
        double[] samplesSeen,
        double[] accuracy,
        double setupSeconds,
        double firstEpochSeconds,
        double laterSeconds) {

    /**
     * Summarises the mini-batches of a run. A run has few of them, so that a single slow one would
     * count a hundred times in a training that is a hundred times as long. The median counts
     * therefore, and what the first mini-batch took beyond it is a cost of the beginning.
     *
     * @param first cost of each mini-batch of the first epoch, at least one
     * @param later cost of each mini-batch of later epochs
     * @param laterToFirst usual ratio of later epochs to the first, for a run without later ones
     */
    static ProfileRun measured(
            List<Double> samplesSeen,
            List<Double> accuracy,
            List<BusyMeter.Tally> first,
            List<BusyMeter.Tally> later,
            double laterToFirst) {
        double pace = BusyMeter.medianPace(first);
        BusyMeter.Tally start = first.get(0);
        return new ProfileRun(
                array(samplesSeen),
                array(accuracy),
                Math.max(0, start.seconds() - pace * start.crops()),
                pace,
                later.isEmpty() ? pace * laterToFirst : BusyMeter.medianPace(later));
    }

    private static double[] array(List<Double> values) {
        return values.stream().mapToDouble(Double::doubleValue).toArray();
    }

    int points() {
        return accuracy.length;
    }

    /** Returns the device-busy seconds of a training. */
    double seconds(int epochs, int crops) {
        return setupSeconds + crops * (firstEpochSeconds + (epochs - 1) * laterSeconds);
    }
}
