/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/**
 * The order of mini-batches in a training: every epoch passes over all crops in a new random order,
 * in mini-batches of nearly equal size (batch normalisation degrades with tiny ones).
 */
final class Epochs {
    private final int batches;
    private final int epochs;
    private final int[] order;
    private final RandomGenerator random;
    private int step;

    Epochs(int crops, int batchSize, int epochs, RandomGenerator random) {
        this.batches = (crops + batchSize - 1) / batchSize;
        this.epochs = epochs;
        this.random = random;
        order = new int[crops];
        for (int i = 0; i < crops; i++) {
            order[i] = i;
        }
    }

    /** Returns the crop indices of the next mini-batch; requires {@link #hasNext}. */
    int[] next() {
        int batch = step % batches;
        if (batch == 0) {
            shuffle();
        }
        int from = (int) ((long) order.length * batch / batches);
        int to = (int) ((long) order.length * (batch + 1) / batches);
        step++;
        return Arrays.copyOfRange(order, from, to);
    }

    boolean hasNext() {
        return step < total();
    }

    /** Returns whether the most recent mini-batch completed an epoch. */
    boolean atEpochEnd() {
        return step > 0 && step % batches == 0;
    }

    int done() {
        return step;
    }

    int total() {
        return batches * epochs;
    }

    int epochsDone() {
        return step / batches;
    }

    private void shuffle() {
        for (int i = order.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int swapped = order[i];
            order[i] = order[j];
            order[j] = swapped;
        }
    }
}
