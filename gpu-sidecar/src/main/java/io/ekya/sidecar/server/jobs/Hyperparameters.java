/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.learn.RetrainingConfiguration;

/**
 * What one run of the micro-profile stands for: configurations that differ in epochs and data
 * fraction alone lie on one learning curve.
 */
record Hyperparameters(int batchSize, int lastLayerUnits, int frozenBlocks) {

    static Hyperparameters of(RetrainingConfiguration c) {
        return new Hyperparameters(c.batchSize(), c.lastLayerUnits(), c.frozenBlocks());
    }

    /** The configuration that the run is trained with: all of the sample, so many epochs. */
    RetrainingConfiguration run(int epochs) {
        return new RetrainingConfiguration(
                "profile", epochs, batchSize, lastLayerUnits, frozenBlocks, 1.0);
    }
}
