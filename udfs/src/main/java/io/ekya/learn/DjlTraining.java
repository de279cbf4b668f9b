package io.ekya.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.training.GradientCollector;
import ai.djl.training.loss.Loss;
import java.util.random.RandomGenerator;

/**
 * A training over a {@link Network}. Frozen blocks run as in inference, batch normalisation
 * included, and get no gradient. One training at a time may be inside {@link #step} in a process
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
        int channels = Topology.of(architecture).channels();
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
        int[] places = epochs.next();
        TorchEngine.recordGradients(false);
        try (NDManager batch = manager.newSubManager()) {
            lossSum += places.length * backward(batch, places);
            momentum.step(rate, batch);
        }
        if (epochs.atEpochEnd()) {
            lastLoss = lossSum / data.count();
            lossSum = 0;
        }
        return true;
    }

    /** Leaves the gradients in the parameters and gives the mean loss. */
    private double backward(NDManager batch, int[] places) {
        int[] labels = new int[places.length];
        for (int i = 0; i < places.length; i++) {
            labels[i] = data.labels()[places[i]];
        }
        NDArray frozen = frozenPart(batch, places);
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

    private NDArray frozenPart(NDManager batch, int[] places) {
        if (frozenBlocks == network.blockCount()) {
            return features.of(batch, places);
        }
        NDArray x =
                augments()
                        ? input.augmented(batch, data.crops(), places, augmentation)
                        : input.chosen(batch, data.crops(), places);
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
     * Goes on where another training of the same data, configuration and seed stood. The network
     * must hold the checkpoint's weights already. The random draws of the mini-batches before are
     * made again, so that those after them are as they would have been.
     */
    void goOnFrom(TrainingCheckpoint checkpoint) {
        TorchEngine.recordGradients(false);
        momentum.restore(checkpoint.momentum());
        lossSum = checkpoint.lossSum();
        lastLoss = checkpoint.lastLoss();
        int side = data.crops().side();
        byte[] scratch = new byte[3 * side * side];
        for (int i = 0; i < checkpoint.steps(); i++) {
            for (int place : epochs.next()) {
                if (augments()) {
                    augmentation.apply(data.crops().bgr(), place * scratch.length, side, scratch);
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
