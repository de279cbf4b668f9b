/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import io.ekya.learn.Layer.Conv;
import java.util.ArrayList;
import java.util.List;

/**
 * Folds batch normalisation into the preceding convolution, which gives the same output with fewer
 * passes over memory: w' = w · g / sqrt(v + e), b' = shift − mean · g / sqrt(v + e).
 */
final class Folding {
    private static final double EPSILON = 1e-5; // BatchNorm's default

    private Folding() {}

    /** Returns weights and bias of each convolution, then the unchanged head. */
    static List<float[]> fold(NetworkLayout topology, List<float[]> parameters) {
        List<float[]> folded = new ArrayList<>();
        int at = 0;
        for (Conv c : topology.convolutions()) {
            float[] weights = parameters.get(at).clone();
            float[] bias = new float[c.out()];
            int perFilter = weights.length / c.out();
            for (int o = 0; o < c.out(); o++) {
                double factor =
                        parameters.get(at + 1)[o] / Math.sqrt(parameters.get(at + 4)[o] + EPSILON);
                bias[o] = (float) (parameters.get(at + 2)[o] - parameters.get(at + 3)[o] * factor);
                for (int i = o * perFilter; i < (o + 1) * perFilter; i++) {
                    weights[i] = (float) (weights[i] * factor);
                }
            }
            folded.add(weights);
            folded.add(bias);
            at += 5;
        }
        folded.addAll(parameters.subList(at, at + NetworkLayout.HEAD_ARRAYS));
        return folded;
    }
}
