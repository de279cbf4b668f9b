/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

/**
 * A training that can be resumed by another process from a checkpoint between any two mini-batches.
 */
public interface ResumableTraining extends Training {

    /**
     * Returns the state of the training: weights, momentum and position. {@link DjlLearner#resume}
     * continues with the same mini-batches; on a CPU the final model is bit-identical.
     */
    byte[] checkpoint();
}
