/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.sidecar;

import io.ekya.learn.Architecture;
import io.ekya.learn.DjlLearner;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.vision.Crops;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A camera whose labels a tiny student learns in a second: crops of three classes that differ in
 * brightness.
 */
public final class TinyCamera {
    private static final int SIDE = 16;
    private static final int[] CLASSES = {0, 2, 4};
    private static final int CROPS_PER_FRAME = 4;
    private static final long FRAME_MILLIS = 2_000;
    private static final long WINDOW_MILLIS = 1_000_000;

    private TinyCamera() {}

    /** Returns an untrained student of 8 channels. */
    public static ModelFile base() {
        return DjlLearner.untrained(new Architecture("resnet", 8, 16, 16), 1);
    }

    /**
     * Returns four crops per frame; the mapping of brightness to class changes from window to
     * window.
     */
    static LabelledCrops labels(long window, int frames) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(window);
        int count = CROPS_PER_FRAME * frames;
        byte[] bgr = new byte[count * 3 * SIDE * SIDE];
        int[] labels = new int[count];
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(CLASSES.length);
            labels[i] = CLASSES[(int) ((kind + window) % CLASSES.length)];
            times[i] = window * WINDOW_MILLIS + (i / CROPS_PER_FRAME) * FRAME_MILLIS;
            byte brightness = (byte) (40 + 80 * kind + random.nextInt(41) - 20);
            Arrays.fill(bgr, i * 3 * SIDE * SIDE, (i + 1) * 3 * SIDE * SIDE, brightness);
        }
        return new LabelledCrops(new Crops(SIDE, bgr), labels, times);
    }

    static RetrainingConfiguration configuration(int epochs) {
        return new RetrainingConfiguration("e" + epochs, epochs, 16, 0, 0, 1.0);
    }
}
