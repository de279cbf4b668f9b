/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.Block;
import ai.djl.nn.Blocks;
import ai.djl.nn.ParallelBlock;
import ai.djl.nn.Parameter;
import ai.djl.nn.SequentialBlock;
import ai.djl.nn.convolutional.Conv2d;
import ai.djl.nn.core.Linear;
import ai.djl.nn.norm.BatchNorm;
import ai.djl.nn.pooling.Pool;
import ai.djl.training.ParameterStore;
import ai.djl.training.initializer.Initializer;
import io.ekya.learn.Layer.Conv;
import io.ekya.learn.Layer.Residual;
import io.ekya.vision.ObjectClass;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A {@link NetworkLayout} as DJL blocks with parameters in native memory. Input [n, 3, side, side],
 * output [n, classes]. Not thread-safe.
 */
final class Network implements AutoCloseable {
    /** Floats in the widest SIMD register, AVX-512. */
    private static final int SIMD_CHANNELS = 16;

    private final NDManager manager;
    private final ParameterStore store;
    private final List<Block> blocks = new ArrayList<>();
    private final Block pool = Pool.globalAvgPool2dBlock();
    private final Block hidden;
    private final Block output;

    /**
     * @param normalised true for convolutions with batch normalisation, which can be trained; false
     *     for convolutions with bias (see {@link Folding})
     * @param parameters in the topology's order; folded if not {@code normalised}
     */
    Network(NetworkLayout topology, boolean normalised, List<float[]> parameters, Device device) {
        manager = TorchEngine.newManager(device);
        store = new ParameterStore(manager, false);
        topology.blocks().forEach(layers -> blocks.add(block(layers, normalised)));
        hidden =
                new SequentialBlock()
                        .add(Linear.builder().setUnits(topology.units()).build())
                        .add(Activation.reluBlock());
        output = Linear.builder().setUnits(ObjectClass.COUNT).build();
        allocate(topology);
        load(parameters);
    }

    private static Block block(List<Layer> layers, boolean normalised) {
        SequentialBlock sequence = new SequentialBlock();
        for (Layer layer : layers) {
            if (layer instanceof Conv conv) {
                sequence.add(convolution(conv, normalised));
            } else if (layer instanceof Residual residual) {
                sequence.add(residual(residual, normalised));
            }
        }
        return sequence;
    }

    /**
     * A convolution. A strided 1x1 convolution of few channels is split into subsampling and a
     * convolution of stride 1, which gives the same output: the gradient of its weights writes
     * outside its workspace in oneDNN (issue 6035 there) if the input, with its channels side by
     * side, has fewer of them than a SIMD register.
     */
    private static Block convolution(Conv c, boolean normalised) {
        int pad = c.kernel() / 2;
        SequentialBlock sequence = new SequentialBlock();
        boolean subsamples = c.kernel() == 1 && c.stride() > 1 && c.in() < SIMD_CHANNELS;
        int stride = subsamples ? 1 : c.stride();
        if (subsamples) {
            sequence.add(Pool.avgPool2dBlock(new Shape(1, 1), new Shape(c.stride(), c.stride())));
        }
        sequence.add(
                Conv2d.builder()
                        .setFilters(c.out())
                        .setKernelShape(new Shape(c.kernel(), c.kernel()))
                        .optStride(new Shape(stride, stride))
                        .optPadding(new Shape(pad, pad))
                        .optGroups(c.groups())
                        .optBias(!normalised)
                        .build());
        if (normalised) {
            sequence.add(BatchNorm.builder().optMomentum(0.9f).build());
        }
        if (c.relu()) {
            sequence.add(Activation.reluBlock());
        }
        return sequence;
    }

    private static Block residual(Residual r, boolean normalised) {
        SequentialBlock body = new SequentialBlock();
        r.body().forEach(c -> body.add(convolution(c, normalised)));
        Block shortcut =
                r.shortcut() == null
                        ? Blocks.identityBlock()
                        : convolution(r.shortcut(), normalised);
        ParallelBlock sum =
                new ParallelBlock(
                        outs ->
                                new NDList(
                                        outs.get(0)
                                                .singletonOrThrow()
                                                .add(outs.get(1).singletonOrThrow())));
        sum.add(body).add(shortcut);
        return r.relu() ? new SequentialBlock().add(sum).add(Activation.reluBlock()) : sum;
    }

    private void allocate(NetworkLayout topology) {
        Shape[] shape = {new Shape(1, 3, 32, 32)};
        for (Block block : blocks) {
            initialize(block, shape);
            shape = block.getOutputShapes(shape);
        }
        initialize(hidden, new Shape(1, topology.channels()));
        initialize(output, new Shape(1, topology.units()));
    }

    private void initialize(Block block, Shape... shape) {
        block.setInitializer(Initializer.ZEROS, p -> true);
        block.initialize(manager, DataType.FLOAT32, shape);
    }

    /** Returns all parameters in the stored order. */
    private List<Parameter> parameters() {
        List<Parameter> all = new ArrayList<>();
        blocks.forEach(block -> all.addAll(block.getParameters().values()));
        all.addAll(hidden.getParameters().values());
        all.addAll(output.getParameters().values());
        return all;
    }

    private void load(List<float[]> values) {
        TorchEngine.recordGradients(false);
        List<Parameter> all = parameters();
        if (all.size() != values.size()) {
            throw new IllegalArgumentException(
                    "expected " + all.size() + " parameter arrays, but got " + values.size());
        }
        for (int i = 0; i < all.size(); i++) {
            all.get(i).freeze(true);
            all.get(i).getArray().set(FloatBuffer.wrap(values.get(i)));
        }
    }

    /** Returns the values of all parameters, in the stored order. */
    List<float[]> values() {
        return parameters().stream().map(p -> p.getArray().toFloatArray()).toList();
    }

    int blockCount() {
        return blocks.size();
    }

    /**
     * Unfreezes the blocks from {@code frozenBlocks} on and the head, and returns their arrays. The
     * running statistics of batch normalisation have no gradient and stay frozen.
     */
    List<NDArray> thaw(int frozenBlocks) {
        List<Parameter> trained = new ArrayList<>();
        blocks.subList(frozenBlocks, blocks.size())
                .forEach(block -> trained.addAll(block.getParameters().values()));
        trained.addAll(hidden.getParameters().values());
        trained.addAll(output.getParameters().values());
        trained.removeIf(
                p ->
                        p.getType() == Parameter.Type.RUNNING_MEAN
                                || p.getType() == Parameter.Type.RUNNING_VAR);
        trained.forEach(p -> p.freeze(false));
        return trained.stream().map(Parameter::getArray).toList();
    }

    /** Runs blocks [from, to); batch normalisation uses batch statistics if {@code training}. */
    NDArray runBlocks(NDArray input, int from, int to, boolean training) {
        NDList x = new NDList(input);
        for (Block block : blocks.subList(from, to)) {
            x = block.forward(store, x, training);
        }
        return x.singletonOrThrow();
    }

    /** Returns the mean over all positions of the last block: [n, channels]. */
    NDArray pool(NDArray maps) {
        NDArray pooled = pool.forward(store, new NDList(maps), false).singletonOrThrow();
        return pooled.reshape(maps.getShape().get(0), maps.getShape().get(1));
    }

    /** Returns the last hidden layer's output: [n, units]. */
    NDArray hidden(NDArray pooled) {
        return hidden.forward(store, new NDList(pooled), false).singletonOrThrow();
    }

    /** Returns the logits: [n, classes]. */
    NDArray output(NDArray hiddenOutput) {
        return output.forward(store, new NDList(hiddenOutput), false).singletonOrThrow();
    }

    /** Returns a manager for one batch; the caller closes it. */
    NDManager batchManager() {
        return manager.newSubManager();
    }

    @Override
    public void close() {
        manager.close();
    }
}
