package io.ekya.learn;

/** Opens and trains students. The engine behind it is DJL in production. */
public interface Learner {

    /** Loads a model for inference. */
    Classifier open(ModelFile model);

    /**
     * Prepares a retraining; nothing has been trained when this returns.
     *
     * @param start the student to start from
     * @param data what to train on, all of it: dataFraction was applied before
     * @param seed of the order of the crops, augmentation and new layers
     */
    Training train(
            ModelFile start, LabelledCrops data, RetrainingConfiguration configuration, long seed);
}
