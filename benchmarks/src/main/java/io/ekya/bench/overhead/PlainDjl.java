/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import ai.djl.Device;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.DefaultTrainingConfig;
import ai.djl.training.GradientCollector;
import ai.djl.training.Trainer;
import ai.djl.training.TrainingConfig;
import ai.djl.training.loss.Loss;
import ai.djl.training.optimizer.Optimizer;
import ai.djl.training.tracker.Tracker;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import io.ekya.learn.Architecture;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.TorchEngine;
import io.ekya.vision.Crops;
import io.ekya.vision.ObjectClass;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * The baseline with plain DJL: the shipped student's network from DJL's own blocks, a {@link
 * Predictor} in a loop, a {@link Trainer} in a loop with DJL's optimiser. No governor, no
 * augmentation, no folding. Weights are random, since they do not affect the cost of a mini-batch.
 */
final class PlainDjl implements AutoCloseable {
    private static final int STAGES = 3;

    private final Model model;
    private final int side;

    /**
     * @param architecture of kind {@code resnet}
     */
    PlainDjl(Architecture architecture) {
        side = architecture.side();
        TorchEngine.get();
        model = Model.newInstance("plain", Device.cpu(), "PyTorch");
        model.setBlock(network(architecture));
        model.getBlock()
                .initialize(model.getNDManager(), DataType.FLOAT32, new Shape(1, 3, side, side));
    }

    /** Predicts the class of every crop, batch by batch. */
    void predict(List<Crops> batches) {
        try (Predictor<NDList, NDList> predictor = model.newPredictor(new NoopTranslator())) {
            for (Crops crops : batches) {
                try (NDManager batch = model.getNDManager().newSubManager()) {
                    NDList logits = predictor.predict(new NDList(input(batch, crops)));
                    logits.attach(batch);
                    logits.singletonOrThrow().argMax(1).toLongArray();
                }
            }
        } catch (TranslateException e) {
            throw new IllegalStateException("a prediction failed", e);
        }
    }

    /** Trains for some epochs; the result excludes the creation of the trainer. */
    Elapsed train(LabelledCrops data, int batchSize, int epochs) {
        TrainingConfig config =
                new DefaultTrainingConfig(Loss.softmaxCrossEntropyLoss())
                        .optDevices(new Device[] {Device.cpu()})
                        .optOptimizer(
                                Optimizer.sgd()
                                        .setLearningRateTracker(Tracker.fixed(0.01f))
                                        .optMomentum(0.9f)
                                        .optWeightDecays(5e-4f)
                                        .build());
        try (Trainer trainer = model.newTrainer(config)) {
            trainer.initialize(new Shape(batchSize, 3, side, side));
            return Elapsed.on(
                    () -> {
                        for (int epoch = 0; epoch < epochs; epoch++) {
                            epoch(trainer, data, batchSize);
                        }
                    });
        }
    }

    private static void epoch(Trainer trainer, LabelledCrops data, int batchSize) {
        for (int from = 0; from < data.count(); from += batchSize) {
            int[] indices = indices(from, Math.min(data.count(), from + batchSize));
            LabelledCrops part = data.select(indices);
            try (NDManager batch = trainer.getManager().newSubManager()) {
                try (GradientCollector collector = trainer.newGradientCollector()) {
                    NDList logits = trainer.forward(new NDList(input(batch, part.crops())));
                    NDList labels = new NDList(batch.create(part.labels()));
                    NDArray loss = trainer.getLoss().evaluate(labels, logits);
                    collector.backward(loss);
                }
                trainer.step();
            }
        }
    }

    private static int[] indices(int from, int to) {
        int[] indices = new int[to - from];
        Arrays.setAll(indices, i -> from + i);
        return indices;
    }

    /** Normalises crops as for the student, using DJL's operations: [n, 3, side, side]. */
    private static NDArray input(NDManager manager, Crops crops) {
        Shape shape = new Shape(crops.count(), crops.side(), crops.side(), 3);
        return manager.create(ByteBuffer.wrap(crops.bgr()), shape, DataType.UINT8)
                .toType(DataType.FLOAT32, false)
                .transpose(0, 3, 1, 2)
                .div(255f)
                .sub(0.45f)
                .div(0.25f);
    }

    private static Block network(Architecture architecture) {
        int width = architecture.width();
        SequentialBlock network = new SequentialBlock();
        network.add(convolution(width, 3, 1)).add(Activation.reluBlock());
        for (int stage = 0; stage < STAGES; stage++) {
            network.add(residual(width << stage, stage > 0)).add(Activation.reluBlock());
        }
        return network.add(Pool.globalAvgPool2dBlock())
                .add(Blocks.batchFlattenBlock())
                .add(Linear.builder().setUnits(architecture.lastLayerUnits()).build())
                .add(Activation.reluBlock())
                .add(Linear.builder().setUnits(ObjectClass.COUNT).build());
    }

    private static Block residual(int filters, boolean halves) {
        int stride = halves ? 2 : 1;
        SequentialBlock body =
                new SequentialBlock()
                        .add(convolution(filters, 3, stride))
                        .add(Activation.reluBlock())
                        .add(convolution(filters, 3, 1));
        Block shortcut = halves ? convolution(filters, 1, stride) : Blocks.identityBlock();
        return new ParallelBlock(PlainDjl::sum).add(body).add(shortcut);
    }

    private static NDList sum(List<NDList> branches) {
        NDArray body = branches.get(0).singletonOrThrow();
        return new NDList(body.add(branches.get(1).singletonOrThrow()));
    }

    private static Block convolution(int filters, int kernel, int stride) {
        int pad = kernel / 2;
        return new SequentialBlock()
                .add(
                        Conv2d.builder()
                                .setFilters(filters)
                                .setKernelShape(new Shape(kernel, kernel))
                                .optStride(new Shape(stride, stride))
                                .optPadding(new Shape(pad, pad))
                                .optBias(false)
                                .build())
                .add(BatchNorm.builder().build());
    }

    @Override
    public void close() {
        model.close();
    }
}
