/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

/**
 * An image with 8 bits per channel.
 *
 * @param width pixels
 * @param height pixels
 * @param bgr rows from top to bottom, pixels from left to right, blue, green, red; {@code 3 * width
 *     * height} bytes; not copied, must not be modified
 */
public record BgrImage(int width, int height, byte[] bgr) {
    public BgrImage {
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException(
                    "width and height must be at least 1, but are "
                            + ""
                            + width
                            + " and "
                            + height);
        }
        if (bgr.length != 3 * width * height) {
            throw new IllegalArgumentException(
                    "%dx%d image needs %d bytes but has %d"
                            .formatted(width, height, 3 * width * height, bgr.length));
        }
    }

    /** Returns the image scaled to a size; itself if it has that size. */
    public BgrImage resized(int newWidth, int newHeight) {
        return width == newWidth && height == newHeight
                ? this
                : Resampler.resize(this, newWidth, newHeight);
    }
}
