/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.testing;

import io.ekya.learn.LabelledCrops;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.vision.Crops;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/** Crops of three classes that differ in brightness: 40 person, 120 car, 200 bus, each ± 20. */
public final class TestLabels {
    private static final int[] CLASSES = {0, 2, 4};
    private static final int SIDE = 16;
    private static final int CROPS_PER_FRAME = 4;
    private static final long FRAME_MILLIS = 2_000;
    private static final long WINDOW_MILLIS = 1_000_000;

    private TestLabels() {}

    public static LabelledCrops of(long window, int frames) {
        return of(window, 0, frames);
    }

    /** Returns four crops per frame, for frames 2 s apart that start at {@code firstFrame}. */
    public static LabelledCrops of(long window, int firstFrame, int frames) {
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(window * 1_000 + firstFrame);
        int count = CROPS_PER_FRAME * frames;
        byte[] bgr = new byte[count * 3 * SIDE * SIDE];
        int[] labels = new int[count];
        long[] times = new long[count];
        for (int i = 0; i < count; i++) {
            int kind = random.nextInt(CLASSES.length);
            labels[i] = CLASSES[kind];
            times[i] = window * WINDOW_MILLIS + (firstFrame + i / CROPS_PER_FRAME) * FRAME_MILLIS;
            byte brightness = (byte) (40 + 80 * kind + random.nextInt(41) - 20);
            Arrays.fill(bgr, i * 3 * SIDE * SIDE, (i + 1) * 3 * SIDE * SIDE, brightness);
        }
        return new LabelledCrops(new Crops(SIDE, bgr), labels, times);
    }

    public static RetrainingConfiguration configuration(String id, int epochs) {
        return new RetrainingConfiguration(id, epochs, 16, 0, 0, 1.0);
    }

    public static RetrainingConfiguration frozen(String id, int epochs, int frozenBlocks) {
        return new RetrainingConfiguration(id, epochs, 16, 0, frozenBlocks, 1.0);
    }
}
