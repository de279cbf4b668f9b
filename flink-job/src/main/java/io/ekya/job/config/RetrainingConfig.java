package io.ekya.job.config;

import java.io.Serializable;
import java.util.List;

/** Retraining configurations: every combination is an option. */
public record RetrainingConfig(
        @Setting(text = "Epochs: the choices", byDefault = "[3, 5, 12]") List<Integer> epochs,
        @Setting(text = "Batch sizes: the choices", byDefault = "[16]") List<Integer> batchSizes,
        @Setting(
                        text = "Units of the last hidden layer: the choices; 0 keeps the student's",
                        byDefault = "[0]")
                List<Integer> lastLayerUnits,
        @Setting(text = "Frozen blocks from the input side: the choices", byDefault = "[0, 3, 4]")
                List<Integer> frozenBlocks,
        @Setting(text = "Share of the window's labels used: the choices", byDefault = "[1.0]")
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
