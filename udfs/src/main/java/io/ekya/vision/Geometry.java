/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.util.List;
import java.util.Locale;

/**
 * How stored pictures become frames: scaled to square pixels, turned upright, and placed in the
 * frame with their proportions.
 *
 * @param width of the stored picture, pixels
 * @param height of the stored picture
 * @param pixelAspect width of a stored pixel divided by its height
 * @param orientation how the stored picture is turned
 * @param placement where the upright picture lies in the frame
 */
public record Geometry(
        int width, int height, double pixelAspect, Orientation orientation, Placement placement) {
    /** Pixels that are longer or wider than this are an error of the source. */
    private static final double MOST_ASPECT = 10;

    private static final double TOLERANCE = 0.003; // BT.601's pixels are counted in several ways

    /**
     * Returns the geometry of stored pictures.
     *
     * @param pixelAspect width of a pixel divided by its height; absurd ones count as 1
     */
    public static Geometry of(
            int width, int height, double pixelAspect, Orientation orientation, PictureSize size) {
        boolean isSquare =
                !(pixelAspect >= 1 / MOST_ASPECT && pixelAspect <= MOST_ASPECT)
                        || Math.abs(pixelAspect - 1) < TOLERANCE;
        double aspect = isSquare ? 1 : pixelAspect;
        Placement placement =
                orientation.transposed()
                        ? size.place(height, width * aspect)
                        : size.place(width * aspect, height);
        return new Geometry(width, height, aspect, orientation, placement);
    }

    /** Width to which the stored picture is scaled before it is turned. */
    public int scaledWidth() {
        return orientation.transposed() ? placement.down() : placement.across();
    }

    /** Height to which the stored picture is scaled before it is turned. */
    public int scaledHeight() {
        return orientation.transposed() ? placement.across() : placement.down();
    }

    /** Width of the picture as it is shown, in stored pixels. */
    public int shownWidth() {
        return orientation.transposed() ? height : width;
    }

    /** Height of the picture as it is shown, in stored pixels. */
    public int shownHeight() {
        return orientation.transposed() ? width : height;
    }

    /** Returns the frame of a stored picture that has been scaled. */
    public BgrImage frame(BgrImage scaled) {
        return placement.fill(orientation.turn(scaled));
    }

    /** Returns a box of the picture as it is shown, in pixels of the frame. */
    public Box place(Box shown) {
        return placement.place(shown, shownWidth(), shownHeight());
    }

    /**
     * Returns boxes of a picture as boxes of the picture as it is shown. Boxes belong to that one
     * already, since labelling tools turn pictures, unless they only fit into the stored one.
     */
    public List<Box> shown(List<Box> boxes) {
        boolean areStored =
                orientation.transposed()
                        && boxes.stream().anyMatch(b -> !fits(b, shownWidth(), shownHeight()))
                        && boxes.stream().allMatch(b -> fits(b, width, height));
        return areStored
                ? boxes.stream().map(b -> orientation.turn(b, width, height)).toList()
                : boxes;
    }

    private static boolean fits(Box box, int width, int height) {
        return box.x() >= 0
                && box.y() >= 0
                && box.x() + box.width() <= width
                && box.y() + box.height() <= height;
    }

    /** Returns what is done with pictures, such as {@code source 1920×1080, used as 640×360}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("source " + width + "×" + height);
        if (pixelAspect != 1) {
            text.append(String.format(Locale.ROOT, ", pixels %.3f wide", pixelAspect));
        }
        if (!orientation.equals(Orientation.UPRIGHT)) {
            text.append(", ").append(orientation);
        }
        return text.append(", used as ").append(placement).toString();
    }
}
