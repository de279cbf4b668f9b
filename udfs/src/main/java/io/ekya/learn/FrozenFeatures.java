package io.ekya.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import io.ekya.vision.Crops;
import java.util.Arrays;
import java.util.BitSet;

/**
 * The pooled vectors of a training whose blocks are all frozen. Each is computed once, in the
 * mini-batch that needs it first, so that the cost falls under the share of that mini-batch.
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

    /** Pooled vectors of the crops at these places: [places, channels]. */
    NDArray of(NDManager batch, int[] places) {
        int[] missing = Arrays.stream(places).filter(p -> !known.get(p)).toArray();
        if (missing.length > 0) {
            compute(batch, missing);
        }
        float[] rows = new float[places.length * channels];
        for (int i = 0; i < places.length; i++) {
            System.arraycopy(pooled, places[i] * channels, rows, i * channels, channels);
        }
        return batch.create(rows, new Shape(places.length, channels));
    }

    private void compute(NDManager batch, int[] places) {
        try (NDManager scratch = batch.newSubManager()) {
            NDArray x = input.chosen(scratch, crops, places);
            x = network.pool(network.runBlocks(x, 0, network.blockCount(), false));
            float[] values = x.toFloatArray();
            for (int i = 0; i < places.length; i++) {
                System.arraycopy(values, i * channels, pooled, places[i] * channels, channels);
                known.set(places[i]);
            }
        }
    }
}
