/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.calibration;

/** Speed of one training, from observed ends of mini-batches. */
final class TrainingPace {
    private int last;
    private double lastAt = Double.NaN;
    private int first;
    private double firstAt = Double.NaN;

    /**
     * @param done mini-batches done so far
     */
    TrainingPace(int done) {
        this.last = done;
    }

    /** Records the number of mini-batches done at a time, seconds. */
    void observe(int done, double at) {
        if (done == last) {
            return;
        }
        last = done;
        lastAt = at;
        if (Double.isNaN(firstAt)) {
            first = done;
            firstAt = at;
        }
    }

    /** Returns the number of mini-batches between the first and the last observed end. */
    int counted() {
        return Double.isNaN(firstAt) ? 0 : last - first;
    }

    /** Returns mini-batches per second; 0 if too few were observed. */
    double speed() {
        return counted() == 0 ? 0 : counted() / (lastAt - firstAt);
    }
}
