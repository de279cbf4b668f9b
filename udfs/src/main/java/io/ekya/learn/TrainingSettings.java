package io.ekya.learn;

/**
 * What all trainings of a learner have in common: stochastic gradient descent with momentum, the
 * learning rate falling along half a cosine from its start to 0 at the last mini-batch.
 *
 * @param learningRate at the first mini-batch, above 0
 * @param momentum 0..1, 1 excluded
 * @param weightDecay pull of every trained weight towards 0, from 0
 * @param augment whether crops are mirrored, shifted and brightened at random; never where all
 *     blocks are frozen, since features are then computed once
 * @param leastContrast augmentation also lowers contrast, at most to this factor; above 0 up to 1,
 *     where 1 leaves it
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
                    "learning rate %s must be above 0, momentum %s in [0, 1), weight decay %s from 0"
                            .formatted(learningRate, momentum, weightDecay));
        }
        if (!(leastContrast > 0 && leastContrast <= 1)) {
            throw new IllegalArgumentException(
                    "least contrast must be above 0 and at most 1, but is " + leastContrast);
        }
    }

    /** The learning rate of mini-batch {@code step} of {@code steps}. */
    double rateAt(int step, int steps) {
        return learningRate * 0.5 * (1 + Math.cos(Math.PI * step / steps));
    }
}
