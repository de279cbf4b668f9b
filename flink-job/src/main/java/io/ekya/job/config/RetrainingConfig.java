package io.ekya.job.config;

import java.io.Serializable;
import java.util.List;

/** Retraining configurations: every combination is an option. */
public record RetrainingConfig(
        @ConfigKey(text = "Epochs: the choices", byDefault = "[3, 5, 12]") List<Integer> epochs,
        @ConfigKey(text = "Batch sizes: the choices", byDefault = "[16]") List<Integer> batchSizes,
        @ConfigKey(
                        text = "Units of the last hidden layer: the choices; 0 keeps the student's",
                        byDefault = "[0]")
                List<Integer> lastLayerUnits,
        @ConfigKey(text = "Frozen blocks from the input side: the choices", byDefault = "[0, 3, 4]")
                List<Integer> frozenBlocks,
        @ConfigKey(text = "Share of the window's labels used: the choices", byDefault = "[1.0]")
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
