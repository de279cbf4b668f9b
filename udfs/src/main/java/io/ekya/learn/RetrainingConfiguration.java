package io.ekya.learn;

/**
 * How a student is retrained (Ekya, NSDI '22, section 3.1).
 *
 * @param id its name, such as {@code all-5ep}
 * @param epochs passes over the data, from 1
 * @param batchSize crops a mini-batch, from 2
 * @param lastLayerUnits units of the last hidden layer; 0 keeps the student's, another number than
 *     the student's starts that layer and the output anew
 * @param frozenBlocks blocks from the input side that are not trained; 0 trains all, the
 *     architecture's number of blocks trains the head only
 * @param dataFraction share of the window's labelled crops that is used, above 0 up to 1
 */
public record RetrainingConfiguration(
        String id,
        int epochs,
        int batchSize,
        int lastLayerUnits,
        int frozenBlocks,
        double dataFraction) {
    public RetrainingConfiguration {
        if (id.isBlank() || epochs < 1 || batchSize < 2 || lastLayerUnits < 0 || frozenBlocks < 0) {
            throw new IllegalArgumentException(
                    "retraining configuration '" + id + "' is malformed");
        }
        if (!(dataFraction > 0 && dataFraction <= 1)) {
            throw new IllegalArgumentException(
                    "retraining configuration '%s': dataFraction must be above 0 and at most 1, but is %s"
                            .formatted(id, dataFraction));
        }
    }

    /** Same hyperparameters, another number of epochs: profiled by the same run. */
    public boolean sameButEpochs(RetrainingConfiguration o) {
        return batchSize == o.batchSize
                && lastLayerUnits == o.lastLayerUnits
                && frozenBlocks == o.frozenBlocks
                && dataFraction == o.dataFraction;
    }
}
