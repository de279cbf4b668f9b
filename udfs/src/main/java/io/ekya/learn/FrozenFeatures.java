/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.ekya.vision.Crops;
import java.util.Arrays;
import java.util.BitSet;

/**
 * Cache of pooled features for a training whose blocks are all frozen. Each is computed once, in
 * the first mini-batch that needs it, so that the cost is charged to that mini-batch.
 */
final class FrozenFeatures {
    private final Network network;
    private final Crops crops;
    private final int channels;
    private final CropInput input = new CropInput();
    private final float[] pooled;
    private final BitSet known = new BitSet();

    FrozenFeatures(Network network, Crops crops, int channels) {
        this.network = network;
        this.crops = crops;
        this.channels = channels;
        pooled = new float[crops.count() * channels];
    }

    /** Returns the pooled features of the crops at these indices: [indices, channels]. */
    NDArray of(NDManager batch, int[] indices) {
        int[] missing = Arrays.stream(indices).filter(p -> !known.get(p)).toArray();
        if (missing.length > 0) {
            compute(batch, missing);
        }
        float[] rows = new float[indices.length * channels];
        for (int i = 0; i < indices.length; i++) {
            System.arraycopy(pooled, indices[i] * channels, rows, i * channels, channels);
        }
        return batch.create(rows, new Shape(indices.length, channels));
    }

    private void compute(NDManager batch, int[] indices) {
        try (NDManager scratch = batch.newSubManager()) {
            NDArray x = input.chosen(scratch, crops, indices);
            x = network.pool(network.runBlocks(x, 0, network.blockCount(), false));
            float[] values = x.toFloatArray();
            for (int i = 0; i < indices.length; i++) {
                System.arraycopy(values, i * channels, pooled, indices[i] * channels, channels);
                known.set(indices[i]);
            }
        }
    }
}
