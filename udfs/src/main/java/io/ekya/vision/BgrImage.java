package io.ekya.vision;

/**
 * A picture, 8 bits a channel.
 *
 * @param width pixels
 * @param height pixels
 * @param bgr rows from top to bottom, pixels from left to right, blue, green, red; {@code 3 * width
 *     * height} bytes; not copied, do not change it after construction
 */
public record BgrImage(int width, int height, byte[] bgr) {
    public BgrImage {
        if (width <= 0 || height <= 0) {
            throw new IllegalArgumentException("image of " + width + "x" + height + " pixels");
        }
        if (bgr.length != 3 * width * height) {
            throw new IllegalArgumentException(
                    "%dx%d image needs %d bytes but has %d"
                            .formatted(width, height, 3 * width * height, bgr.length));
        }
    }
}
