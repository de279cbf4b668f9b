/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

/**
 * The measurements of one run of the micro-profile.
 *
 * @param samplesSeen number of samples trained on before each evaluation
 * @param accuracy on held-out labels at each evaluation, 0..1
 * @param firstEpochSeconds device-busy seconds per crop in the first epoch, which also computes the
 *     features of frozen blocks
 * @param laterSeconds device-busy seconds per crop in later epochs
 */
record ProfileRun(
        double[] samplesSeen, double[] accuracy, double firstEpochSeconds, double laterSeconds) {

    int points() {
        return accuracy.length;
    }

    double best() {
        double best = 0;
        for (double a : accuracy) {
            best = Math.max(best, a);
        }
        return best;
    }

    /** Returns the device-busy seconds of a training. */
    double seconds(int epochs, int crops) {
        return crops * (firstEpochSeconds + (epochs - 1) * laterSeconds);
    }
}
