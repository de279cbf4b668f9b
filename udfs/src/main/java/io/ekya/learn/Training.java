/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

/**
 * A training that is run one mini-batch at a time, so that a share governor can pause it between
 * any two. Holds native memory. Not thread-safe.
 */
public interface Training extends AutoCloseable {

    /** Runs one mini-batch. Returns false, without doing anything, if all have been run. */
    boolean step();

    /** Returns the number of complete epochs. */
    int epochsDone();

    /** Returns the number of mini-batches run so far. */
    int stepsDone();

    /** Returns the total number of mini-batches. */
    int stepsTotal();

    /**
     * Returns the mean loss over the crops of the last complete epoch; NaN before the first one is
     * complete.
     */
    double lastLoss();

    /**
     * Returns a live view of the student, which classifies with the current weights; closed with
     * this training.
     */
    Classifier current();

    /** Returns a copy of the current student as a model file. */
    ModelFile snapshot();

    @Override
    void close();
}
