/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import java.util.random.RandomGenerator;

/**
 * Light augmentation that preserves a crop's class: mirrored with probability one half, shifted by
 * up to a sixteenth of the side (edges repeated), contrast reduced towards the crop's mean,
 * brightness scaled by 0.8 to 1.25.
 */
final class Augmentation {
    private final RandomGenerator random;
    private final double leastContrast;

    Augmentation(RandomGenerator random, double leastContrast) {
        this.random = random;
        this.leastContrast = leastContrast;
    }

    /** Writes the augmented crop, side × side × 3 bytes, to {@code to}. */
    void apply(byte[] from, int offset, int side, byte[] to) {
        boolean mirrored = random.nextBoolean();
        int reach = side / 16;
        int dx = random.nextInt(2 * reach + 1) - reach;
        int dy = random.nextInt(2 * reach + 1) - reach;
        float gain = (float) Math.exp(0.2231 * (2 * random.nextDouble() - 1)); // ln 1.25
        float contrast = (float) (1 - random.nextDouble() * (1 - leastContrast));
        float lift = gain * (1 - contrast) * mean(from, offset, 3 * side * side);
        float factor = gain * contrast;
        for (int y = 0; y < side; y++) {
            int row = offset + 3 * side * clamp(y + dy, side);
            for (int x = 0; x < side; x++) {
                int column = clamp(x + dx, side);
                int source = row + 3 * (mirrored ? side - 1 - column : column);
                int target = 3 * (y * side + x);
                for (int c = 0; c < 3; c++) {
                    float value = factor * (from[source + c] & 0xff) + lift;
                    to[target + c] = (byte) Math.min(255, Math.round(value));
                }
            }
        }
    }

    private static float mean(byte[] values, int from, int count) {
        long sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += values[i] & 0xff;
        }
        return sum / (float) count;
    }

    private static int clamp(int i, int side) {
        return Math.max(0, Math.min(side - 1, i));
    }
}
