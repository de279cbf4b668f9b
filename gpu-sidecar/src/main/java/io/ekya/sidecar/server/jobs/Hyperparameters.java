/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.learn.RetrainingConfiguration;

/**
 * The hyperparameters that identify a run of the micro-profile. Configurations that differ only in
 * epochs and data fraction share a run and its learning curve.
 */
record Hyperparameters(int batchSize, int lastLayerUnits, int frozenBlocks) {

    static Hyperparameters of(RetrainingConfiguration c) {
        return new Hyperparameters(c.batchSize(), c.lastLayerUnits(), c.frozenBlocks());
    }

    /** Returns the configuration of the run, which trains on the whole sample. */
    RetrainingConfiguration run(int epochs) {
        return new RetrainingConfiguration(
                "profile", epochs, batchSize, lastLayerUnits, frozenBlocks, 1.0);
    }
}
