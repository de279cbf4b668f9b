/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import io.ekya.vision.Crops;
import io.ekya.vision.ObjectClass;
import java.util.Random;

/** Crops that a small network learns in seconds: each class is a grating with its own direction. */
final class ToyCrops {
    private ToyCrops() {}

    static LabelledCrops of(int count, int side, long seed) {
        Random random = new Random(seed);
        byte[] bgr = new byte[count * side * side * 3];
        int[] labels = new int[count];
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            labels[i] = i % ObjectClass.COUNT;
            times[i] = 100L * i;
            double angle = Math.PI * labels[i] / ObjectClass.COUNT;
            double phase = random.nextDouble() * 6;
            double frequency = 20.0 / side;
            for (int p = 0; p < side * side; p++) {
                int row = p / side;
                double along = Math.cos(angle) * (p % side) + Math.sin(angle) * row;
                double value = 128 + 60 * Math.sin(frequency * along + phase);
                for (int c = 0; c < 3; c++) {
                    double noisy = value + 25 * random.nextGaussian();
                    bgr[3 * (i * side * side + p) + c] =
                            (byte) Math.max(0, Math.min(255, Math.round(noisy)));
                }
            }
        }
        return new LabelledCrops(new Crops(side, bgr), labels, times);
    }

    static double accuracy(Classifier classifier, LabelledCrops data) {
        int[] found = classifier.classify(data.crops());
        int right = 0;
        for (int i = 0; i < found.length; i++) {
            right += found[i] == data.labels()[i] ? 1 : 0;
        }
        return right / (double) found.length;
    }
}
