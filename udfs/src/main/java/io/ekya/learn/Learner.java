/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

/** Opens and trains students. */
public interface Learner {

    /** Loads a model for inference. */
    Classifier open(ModelFile model);

    /**
     * Prepares a retraining; nothing has been trained when this returns.
     *
     * @param start the student to start from
     * @param data the training set; {@code dataFraction} has been applied already
     * @param seed for the order of crops, augmentation and new layers
     */
    Training train(
            ModelFile start, LabelledCrops data, RetrainingConfiguration configuration, long seed);
}
