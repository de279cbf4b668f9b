package io.ekya.learn;

import java.util.random.RandomGenerator;

/**
 * Light changes that leave a crop's class as it is: mirrored in half the cases, shifted by up to a
 * sixteenth of the side (edges repeated), brightness times 0.8 to 1.25.
 */
final class Augmentation {
    private final RandomGenerator random;

    Augmentation(RandomGenerator random) {
        this.random = random;
    }

    /** Writes the changed crop, side × side × 3 bytes, into {@code to}. */
    void apply(byte[] from, int offset, int side, byte[] to) {
        boolean mirrored = random.nextBoolean();
        int reach = side / 16;
        int dx = random.nextInt(2 * reach + 1) - reach;
        int dy = random.nextInt(2 * reach + 1) - reach;
        float gain = (float) Math.exp(0.2231 * (2 * random.nextDouble() - 1)); // ln 1.25
        for (int y = 0; y < side; y++) {
            int row = offset + 3 * side * clamp(y + dy, side);
            for (int x = 0; x < side; x++) {
                int column = clamp(x + dx, side);
                int source = row + 3 * (mirrored ? side - 1 - column : column);
                int target = 3 * (y * side + x);
                for (int c = 0; c < 3; c++) {
                    to[target + c] =
                            (byte) Math.min(255, Math.round(gain * (from[source + c] & 0xff)));
                }
            }
        }
    }

    private static int clamp(int i, int side) {
        return Math.max(0, Math.min(side - 1, i));
    }
}
