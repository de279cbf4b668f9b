/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

/**
 * What a run of the micro-profile measured.
 *
 * @param samplesSeen whenever it was judged
 * @param accuracy then, on held-out labels, 0..1
 * @param firstEpochSeconds device-busy seconds a crop in the first epoch (frozen blocks compute
 *     their features then)
 * @param laterSeconds device-busy seconds a crop in the epochs after it
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

    /** Device-busy seconds of so many epochs over so many crops. */
    double seconds(int epochs, int crops) {
        return crops * (firstEpochSeconds + (epochs - 1) * laterSeconds);
    }
}
