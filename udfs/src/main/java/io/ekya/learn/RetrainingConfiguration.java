/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

/**
 * A retraining configuration (Ekya, NSDI '22, section 3.1).
 *
 * @param id name, such as {@code all-5ep}
 * @param epochs passes over the data, from 1
 * @param batchSize crops per mini-batch, from 2
 * @param lastLayerUnits units of the last hidden layer; 0 keeps the student's; a different number
 *     than the student's reinitialises that layer and the output layer
 * @param frozenBlocks number of blocks, from the input, that are not trained; 0 trains all, the
 *     architecture's number of blocks trains only the head
 * @param dataFraction share of the window's labelled crops to use, above 0 and at most 1
 */
public record RetrainingConfiguration(
        String id,
        int epochs,
        int batchSize,
        int lastLayerUnits,
        int frozenBlocks,
        double dataFraction) {
    public RetrainingConfiguration {
        if (id.isBlank()) {
            throw new IllegalArgumentException("a retraining configuration must have an id");
        }
        atLeast(id, "epochs", epochs, 1);
        atLeast(id, "batchSize", batchSize, 2);
        atLeast(id, "lastLayerUnits", lastLayerUnits, 0);
        atLeast(id, "frozenBlocks", frozenBlocks, 0);
        if (!(dataFraction > 0 && dataFraction <= 1)) {
            throw new IllegalArgumentException(
                    ("retraining configuration '%s': dataFraction must be above 0 and at most "
                                    + "1, but is %s")
                            .formatted(id, dataFraction));
        }
    }

    private static void atLeast(String id, String key, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(
                    "retraining configuration '%s': %s must be at least %d, but is %d"
                            .formatted(id, key, least, value));
        }
    }
}
