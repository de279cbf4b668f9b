/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import io.ekya.vision.Crops;

/** A loaded student or crop teacher. Holds native memory. Not thread-safe. */
public interface Classifier extends AutoCloseable {

    /**
     * Returns the most likely class of each crop (ordinal of {@link io.ekya.vision.ObjectClass}).
     */
    int[] classify(Crops crops);

    /** Returns the softmax over the classes for each crop, [crops][classes]. */
    float[][] probabilities(Crops crops);

    /**
     * Returns the output of the last hidden layer for each crop, [crops][units of that layer];
     * close for crops that look similar to this model. Used to choose exemplars.
     */
    float[][] features(Crops crops);

    @Override
    void close();

    /** Returns the share of crops classified as labelled, 0..1; NaN without crops. */
    default double accuracy(LabelledCrops labelled) {
        int[] predictions = classify(labelled.crops());
        int correct = 0;
        for (int i = 0; i < predictions.length; i++) {
            correct += predictions[i] == labelled.labels()[i] ? 1 : 0;
        }
        return (double) correct / predictions.length;
    }
}
