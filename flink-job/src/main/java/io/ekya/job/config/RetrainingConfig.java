/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.io.Serializable;
import java.util.List;

/** Retraining configurations: all combinations of the choices. */
public record RetrainingConfig(
        @ConfigKey(text = "Choices of epochs", byDefault = "[3, 5, 12]") List<Integer> epochs,
        @ConfigKey(text = "Choices of batch size", byDefault = "[16]") List<Integer> batchSizes,
        @ConfigKey(
                        text = "Choices of units in the last hidden layer; 0 keeps the student's",
                        byDefault = "[0]")
                List<Integer> lastLayerUnits,
        @ConfigKey(
                        text = "Choices of frozen blocks, counted from the input",
                        byDefault = "[0, 3, 4]")
                List<Integer> frozenBlocks,
        @ConfigKey(
                        text = "Choices of the fraction of the window's labels to train on",
                        byDefault = "[1.0]")
                List<Double> dataFractions)
        implements Serializable {
    public RetrainingConfig {
        epochs = List.copyOf(epochs);
        batchSizes = List.copyOf(batchSizes);
        lastLayerUnits = List.copyOf(lastLayerUnits);
        frozenBlocks = List.copyOf(frozenBlocks);
        dataFractions = List.copyOf(dataFractions);
    }
}
