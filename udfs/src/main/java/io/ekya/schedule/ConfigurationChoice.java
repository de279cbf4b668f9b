/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import org.jspecify.annotations.Nullable;

/**
 * Algorithm 2 of the paper for one camera at given shares: the most accurate inference option that
 * fits, then the retraining, if any, that ends within the window and maximises the accuracy
 * averaged over it.
 *
 * @param accuracySeconds over the window and beyond it, assuming that a freed share stays idle
 */
record ConfigurationChoice(CameraStep step, double accuracySeconds) {

    /**
     * @param inference quanta
     * @param training quanta, at most one GPU's
     */
    static ConfigurationChoice at(Grid grid, GridCamera camera, int inference, int training) {
        double factor = camera.factor(inference);
        double whole = grid.windowSeconds() * factor + grid.terminalSeconds();
        double best = camera.accuracy() * whole;
        @Nullable RetrainingJob chosen = null;
        double rate = camera.speed(training);
        if (training > 0 && rate > 0) {
            for (RetrainingJob job : camera.worthwhile()) {
                double seconds = job.gpuSeconds() / rate;
                if (!(seconds <= grid.windowSeconds())) {
                    break;
                }
                double value =
                        camera.accuracy() * factor * seconds
                                + job.accuracy() * (whole - factor * seconds);
                if (value > best) {
                    best = value;
                    chosen = job;
                }
            }
        }
        return new ConfigurationChoice(
                new CameraStep(inference, chosen, chosen == null ? 0 : training), best);
    }
}
