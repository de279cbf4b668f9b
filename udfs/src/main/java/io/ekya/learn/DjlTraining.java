/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import java.util.random.RandomGenerator;

/**
 * Trains a {@link Network}. Frozen blocks, including their batch normalisation, run in inference
 * mode and get no gradient. Only one training per process may be inside {@link #step} at a time
 * (DJL has one gradient collector).
 */
final class DjlTraining implements ResumableTraining {
    private final Architecture architecture;
    private final Network network;
    private final NDManager manager;
    private final LabelledCrops data;
    private final int frozenBlocks;
    private final TrainingSettings settings;
    private final Epochs epochs;
    private final Momentum momentum;
    private final FrozenFeatures features;
    private final Augmentation augmentation;
    private final CropInput input = new CropInput();
    private final Loss loss = Loss.softmaxCrossEntropyLoss();
    private final DjlClassifier current;
    private double lossSum;
    private double lastLoss = Double.NaN;

    DjlTraining(
            Architecture architecture,
            Network network,
            LabelledCrops data,
            RetrainingConfiguration configuration,
            TrainingSettings settings,
            RandomGenerator random) {
        this.architecture = architecture;
        this.network = network;
        this.data = data;
        this.settings = settings;
        frozenBlocks = configuration.frozenBlocks();
        manager = network.batchManager();
        momentum = new Momentum(network.thaw(frozenBlocks), settings, manager);
        epochs =
                new Epochs(data.count(), configuration.batchSize(), configuration.epochs(), random);
        int channels = NetworkLayout.of(architecture).channels();
        features = new FrozenFeatures(network, data.crops(), channels);
        augmentation = new Augmentation(random, settings.leastContrast());
        current = new DjlClassifier(network, architecture.lastLayerUnits(), false);
    }

    @Override
    public boolean step() {
        if (!epochs.hasNext()) {
            return false;
        }
        double rate = settings.rateAt(epochs.done(), epochs.total());
        int[] indices = epochs.next();
        TorchEngine.recordGradients(false);
        try (NDManager batch = manager.newSubManager()) {
            lossSum += indices.length * backward(batch, indices);
            momentum.step(rate, batch);
        }
        if (epochs.atEpochEnd()) {
            lastLoss = lossSum / data.count();
            lossSum = 0;
        }
        return true;
    }

    /** Computes the gradients of the parameters and returns the mean loss. */
    private double backward(NDManager batch, int[] indices) {
        int[] labels = new int[indices.length];
        for (int i = 0; i < indices.length; i++) {
            labels[i] = data.labels()[indices[i]];
        }
        NDArray frozen = frozenPart(batch, indices);
        try (GradientCollector collector = TorchEngine.get().newGradientCollector()) {
            NDArray pooled = frozen;
            if (frozenBlocks < network.blockCount()) {
                pooled =
                        network.pool(
                                network.runBlocks(
                                        frozen, frozenBlocks, network.blockCount(), true));
            }
            NDArray logits = network.output(network.hidden(pooled));
            NDArray mean = loss.evaluate(new NDList(batch.create(labels)), new NDList(logits));
            collector.backward(mean);
            return mean.getFloat();
        }
    }

    private NDArray frozenPart(NDManager batch, int[] indices) {
        if (frozenBlocks == network.blockCount()) {
            return features.of(batch, indices);
        }
        NDArray x =
                augments()
                        ? input.augmented(batch, data.crops(), indices, augmentation)
                        : input.chosen(batch, data.crops(), indices);
        return network.runBlocks(x, 0, frozenBlocks, false);
    }

    private boolean augments() {
        return settings.augment() && frozenBlocks < network.blockCount();
    }

    @Override
    public byte[] checkpoint() {
        TorchEngine.recordGradients(false);
        return new TrainingCheckpoint(
                        epochs.done(), lossSum, lastLoss, snapshot(), momentum.values())
                .bytes();
    }

    /**
     * Resumes at the position of another training with the same data, configuration and seed. The
     * network must already hold the checkpoint's weights. Random numbers of earlier mini-batches
     * are drawn again, so that later ones are the same as without interruption.
     */
    void resumeFrom(TrainingCheckpoint checkpoint) {
        TorchEngine.recordGradients(false);
        momentum.restore(checkpoint.momentum());
        lossSum = checkpoint.lossSum();
        lastLoss = checkpoint.lastLoss();
        int side = data.crops().side();
        byte[] scratch = new byte[3 * side * side];
        for (int i = 0; i < checkpoint.steps(); i++) {
            for (int index : epochs.next()) {
                if (augments()) {
                    augmentation.apply(data.crops().bgr(), index * scratch.length, side, scratch);
                }
            }
        }
    }

    @Override
    public int epochsDone() {
        return epochs.epochsDone();
    }

    @Override
    public int stepsDone() {
        return epochs.done();
    }

    @Override
    public int stepsTotal() {
        return epochs.total();
    }

    @Override
    public double lastLoss() {
        return lastLoss;
    }

    @Override
    public Classifier current() {
        return current;
    }

    @Override
    public ModelFile snapshot() {
        return ModelFile.of(architecture, network.values());
    }

    @Override
    public void close() {
        network.close();
    }
}
