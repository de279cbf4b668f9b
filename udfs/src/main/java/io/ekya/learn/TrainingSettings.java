/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

/**
 * Settings common to all trainings of a learner: stochastic gradient descent with momentum and a
 * cosine learning-rate schedule that decays to 0 at the last mini-batch.
 *
 * @param learningRate at the first mini-batch, above 0
 * @param momentum in [0, 1)
 * @param weightDecay L2 regularisation of the trained weights, from 0
 * @param augment whether crops are mirrored, shifted and brightened at random; ignored if all
 *     blocks are frozen, since features are then computed only once
 * @param leastContrast minimum contrast factor of the augmentation, above 0 and at most 1; 1
 *     preserves contrast
 */
public record TrainingSettings(
        double learningRate,
        double momentum,
        double weightDecay,
        boolean augment,
        double leastContrast) {

    /** 0.01, momentum 0.9, weight decay 0.0005, augmentation. */
    public static final TrainingSettings DEFAULT = new TrainingSettings(0.01, 0.9, 5e-4, true, 0.8);

    public TrainingSettings {
        if (!(learningRate > 0) || !(momentum >= 0 && momentum < 1) || !(weightDecay >= 0)) {
            throw new IllegalArgumentException(
                    ("learning rate must be above 0, but is %s; momentum must be in [0, 1), but "
                                    + "is %s; weight decay must be at least 0, but is %s")
                            .formatted(learningRate, momentum, weightDecay));
        }
        if (!(leastContrast > 0 && leastContrast <= 1)) {
            throw new IllegalArgumentException(
                    "least contrast must be above 0 and at most 1, but is " + leastContrast);
        }
    }

    /** Returns the learning rate of mini-batch {@code step} of {@code steps}. */
    double rateAt(int step, int steps) {
        return learningRate * 0.5 * (1 + Math.cos(Math.PI * step / steps));
    }
}
