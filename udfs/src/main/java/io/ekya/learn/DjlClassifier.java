/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import io.ekya.vision.Crops;
import io.ekya.vision.ObjectClass;
import java.util.Arrays;

/** Classifies with a {@link Network}, in native batches of at most {@value #BATCH} crops. */
final class DjlClassifier implements Classifier {
    private static final int BATCH =
            16; // larger batches exceed the CPU caches and double the time per crop

    private final Network network;
    private final int units;
    private final boolean owner;
    private final CropInput input = new CropInput();

    /**
     * @param owner whether closing this closes the network
     */
    DjlClassifier(Network network, int units, boolean owner) {
        this.network = network;
        this.units = units;
        this.owner = owner;
    }

    @Override
    public int[] classify(Crops crops) {
        float[] logits = run(crops, false, ObjectClass.COUNT);
        int[] classes = new int[crops.count()];
        for (int i = 0; i < classes.length; i++) {
            int best = i * ObjectClass.COUNT;
            for (int c = best + 1; c < (i + 1) * ObjectClass.COUNT; c++) {
                best = logits[c] > logits[best] ? c : best;
            }
            classes[i] = best - i * ObjectClass.COUNT;
        }
        return classes;
    }

    @Override
    public float[][] probabilities(Crops crops) {
        float[][] rows = rows(run(crops, false, ObjectClass.COUNT), ObjectClass.COUNT);
        for (float[] row : rows) {
            softmax(row);
        }
        return rows;
    }

    @Override
    public float[][] features(Crops crops) {
        return rows(run(crops, true, units), units);
    }

    private float[] run(Crops crops, boolean features, int columns) {
        if (crops.side() < Architecture.MIN_SIDE) {
            throw new IllegalArgumentException(
                    "crops must have a side of at least %d, but have %d"
                            .formatted(Architecture.MIN_SIDE, crops.side()));
        }
        TorchEngine.recordGradients(false);
        float[] all = new float[crops.count() * columns];
        for (int from = 0; from < crops.count(); from += BATCH) {
            int to = Math.min(crops.count(), from + BATCH);
            try (NDManager batch = network.batchManager()) {
                NDArray x = input.plain(batch, crops, from, to);
                x = network.runBlocks(x, 0, network.blockCount(), false);
                x = network.hidden(network.pool(x));
                x = features ? x : network.output(x);
                System.arraycopy(x.toFloatArray(), 0, all, from * columns, (to - from) * columns);
            }
        }
        return all;
    }

    private static float[][] rows(float[] values, int columns) {
        float[][] rows = new float[values.length / columns][];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = Arrays.copyOfRange(values, i * columns, (i + 1) * columns);
        }
        return rows;
    }

    private static void softmax(float[] logits) {
        float max = Float.NEGATIVE_INFINITY;
        for (float v : logits) {
            max = Math.max(max, v);
        }
        double sum = 0;
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) Math.exp(logits[i] - max);
            sum += logits[i];
        }
        for (int i = 0; i < logits.length; i++) {
            logits[i] = (float) (logits[i] / sum);
        }
    }

    @Override
    public void close() {
        if (owner) {
            network.close();
        }
    }
}
