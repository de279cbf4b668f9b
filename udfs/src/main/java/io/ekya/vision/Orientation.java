/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

/**
 * How a stored picture has to be turned to be upright: first its columns become rows if it is
 * transposed, then it is mirrored. One of eight.
 *
 * @param transposed whether columns are shown as rows
 * @param mirrorsX whether left and right are exchanged, after that
 * @param mirrorsY whether top and bottom are exchanged, after that
 */
public record Orientation(boolean transposed, boolean mirrorsX, boolean mirrorsY) {
    /** A picture that is stored upright. */
    public static final Orientation UPRIGHT = new Orientation(false, false, false);

    /** Returns the orientation with this number in EXIF, 1 to 8; upright for any other. */
    public static Orientation ofExif(int number) {
        return switch (number) {
            case 2 -> new Orientation(false, true, false);
            case 3 -> new Orientation(false, true, true);
            case 4 -> new Orientation(false, false, true);
            case 5 -> new Orientation(true, false, false);
            case 6 -> new Orientation(true, true, false);
            case 7 -> new Orientation(true, true, true);
            case 8 -> new Orientation(true, false, true);
            default -> UPRIGHT;
        };
    }

    /**
     * Returns the orientation that a display matrix of a video describes; one that turns by other
     * than right angles is rounded. A stored point (x, y) is shown at (ax + cy, bx + dy).
     */
    public static Orientation ofMatrix(int a, int b, int c, int d) {
        boolean transposed =
                Math.abs((long) b) + Math.abs((long) c) > Math.abs((long) a) + Math.abs((long) d);
        return transposed
                ? new Orientation(true, c < 0, b < 0)
                : new Orientation(false, a < 0, d < 0);
    }

    /** Returns the picture as it is shown. */
    public BgrImage turn(BgrImage stored) {
        if (equals(UPRIGHT)) {
            return stored;
        }
        int width = transposed ? stored.height() : stored.width();
        int height = transposed ? stored.width() : stored.height();
        // offset of the stored pixel that is shown next in a row, and in the next row
        int acrossX = (mirrorsX ? -1 : 1) * (transposed ? stored.width() : 1);
        int acrossY = (mirrorsY ? -1 : 1) * (transposed ? 1 : stored.width());
        int first =
                (mirrorsX ? -acrossX * (width - 1) : 0) + (mirrorsY ? -acrossY * (height - 1) : 0);
        byte[] from = stored.bgr();
        byte[] turned = new byte[from.length];
        int to = 0;
        for (int y = 0; y < height; y++) {
            int at = 3 * (first + y * acrossY);
            for (int x = 0; x < width; x++) {
                turned[to] = from[at];
                turned[to + 1] = from[at + 1];
                turned[to + 2] = from[at + 2];
                to += 3;
                at += 3 * acrossX;
            }
        }
        return new BgrImage(width, height, turned);
    }

    /** Returns a box of a stored picture of this size as it is shown. */
    public Box turn(Box stored, double width, double height) {
        Box box =
                transposed
                        ? new Box(stored.y(), stored.x(), stored.height(), stored.width())
                        : stored;
        double shownWidth = transposed ? height : width;
        double shownHeight = transposed ? width : height;
        return new Box(
                mirrorsX ? (float) (shownWidth - box.x() - box.width()) : box.x(),
                mirrorsY ? (float) (shownHeight - box.y() - box.height()) : box.y(),
                box.width(),
                box.height());
    }

    /** Returns the clockwise angle and mirroring in words; empty for a picture that is upright. */
    @Override
    public String toString() {
        boolean isMirrored = transposed != (mirrorsX != mirrorsY);
        int angle =
                isMirrored
                        ? transposed ? (mirrorsX ? 90 : 270) : mirrorsY ? 180 : 0
                        : transposed ? (mirrorsX ? 90 : 270) : mirrorsX ? 180 : 0;
        String turned = angle == 0 ? "" : "rotated " + angle + "°";
        return isMirrored ? (angle == 0 ? "mirrored" : "mirrored, " + turned) : turned;
    }
}
