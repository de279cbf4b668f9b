package io.ekya.learn;

import io.ekya.vision.Crops;

/**
 * A student or crop teacher that is loaded and ready. Holds native memory. Used by one thread at a
 * time.
 */
public interface Classifier extends AutoCloseable {

    /** Most likely class of each crop (ordinal of {@link io.ekya.vision.ObjectClass}). */
    int[] classify(Crops crops);

    /** Softmax over the classes for each crop, [crops][classes]. */
    float[][] probabilities(Crops crops);

    /**
     * Output of the last hidden layer for each crop, [crops][units of that layer]: near for crops
     * that look alike to this model. Exemplars are chosen by it.
     */
    float[][] features(Crops crops);

    @Override
    void close();

    /** Share of crops, of at least one, that are answered with their label, 0..1. */
    default double accuracy(LabelledCrops labelled) {
        int[] answers = classify(labelled.crops());
        int right = 0;
        for (int i = 0; i < answers.length; i++) {
            right += answers[i] == labelled.labels()[i] ? 1 : 0;
        }
        return (double) right / answers.length;
    }
}
