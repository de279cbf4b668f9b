package io.ekya.vision;

/**
 * The crops of one or more frames, all of one size: the input of a classifier.
 *
 * @param side width and height of a crop in pixels
 * @param bgr the crops one after another, each {@code side * side * 3} bytes as in {@link
 *     BgrImage}; not copied, do not change it after construction
 */
public record Crops(int side, byte[] bgr) {
    public Crops {
        if (side <= 0 || bgr.length % (3 * side * side) != 0) {
            throw new IllegalArgumentException(bgr.length + " bytes are not crops of side " + side);
        }
    }

    /** How many crops there are. */
    public int count() {
        return bgr.length / (3 * side * side);
    }
}
