/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

/**
 * Crops of one size from one or more frames: the input of a classifier.
 *
 * @param side width and height of a crop in pixels
 * @param bgr the concatenated crops, each {@code side * side * 3} bytes as in {@link BgrImage}; not
 *     copied, must not be modified
 */
public record Crops(int side, byte[] bgr) {
    public Crops {
        if (side <= 0 || bgr.length % (3 * side * side) != 0) {
            throw new IllegalArgumentException(
                    bgr.length + " bytes are not a whole number of " + "crops of side " + side);
        }
    }

    /** Returns the number of crops. */
    public int count() {
        return bgr.length / (3 * side * side);
    }
}
