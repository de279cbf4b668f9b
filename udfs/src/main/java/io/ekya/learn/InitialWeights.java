/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import io.ekya.learn.Layer.Conv;
import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Initial weights: normal with variance 2 / fan-in (He et al., ICCV '15), from a seed. */
public final class InitialWeights {
    private InitialWeights() {}

    static List<float[]> of(NetworkLayout topology, long seed) {
        RandomGenerator random = generator(seed);
        List<float[]> parameters = new ArrayList<>();
        for (Conv c : topology.convolutions()) {
            parameters.add(
                    normal(random, c.weights(), c.in() / c.groups() * c.kernel() * c.kernel()));
            parameters.add(filled(c.out(), 1)); // scale
            parameters.add(filled(c.out(), 0)); // shift
            parameters.add(filled(c.out(), 0)); // running mean
            parameters.add(filled(c.out(), 1)); // running variance
        }
        parameters.addAll(head(topology, random));
        return parameters;
    }

    /** Returns the head's arrays: hidden weights and bias, output weights and bias. */
    static List<float[]> head(NetworkLayout topology, RandomGenerator random) {
        int units = topology.units();
        return List.of(
                normal(random, units * topology.channels(), topology.channels()),
                filled(units, 0),
                normal(random, ObjectClass.COUNT * units, units),
                filled(ObjectClass.COUNT, 0));
    }

    public static RandomGenerator generator(long seed) {
        return RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    }

    private static float[] normal(RandomGenerator random, int size, int fanIn) {
        float[] values = new float[size];
        double deviation = Math.sqrt(2.0 / fanIn);
        for (int i = 0; i < size; i++) {
            values[i] = (float) (deviation * random.nextGaussian());
        }
        return values;
    }

    private static float[] filled(int size, float value) {
        float[] values = new float[size];
        Arrays.fill(values, value);
        return values;
    }
}
