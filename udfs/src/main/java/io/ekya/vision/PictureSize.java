/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

/**
 * The size to which a camera's pictures are scaled. Pictures keep their proportions: a side that is
 * not given follows from the other one; if both are given, and the picture has other proportions,
 * bars fill the rest.
 *
 * @param width pixels; 0 if it is not given
 * @param height pixels; 0 if it is not given
 */
public record PictureSize(int width, int height) {
    /** The longer side if none is given. */
    private static final int LONGER = 320;

    private static final double MOST_ROUNDED = 1.01; // pixels
    private static final int LEAST = 2;
    private static final int MOST = 4096;

    /** Proportions that differ by less, as by rounding to 16 pixels, count as equal. */
    private static final double TOLERANCE = 0.03;

    public PictureSize {
        if (isInvalid(width) || isInvalid(height)) {
            throw new IllegalArgumentException(
                    "width and height must be at least 2 pixels, or 0, but are %d and %d"
                            .formatted(width, height));
        }
    }

    private static boolean isInvalid(int side) {
        return side != 0 && side < LEAST;
    }

    /**
     * Returns where an upright picture lies in the frames.
     *
     * @param pictureWidth in units of its height's
     */
    public Placement place(double pictureWidth, double pictureHeight) {
        if (width == 0 && height == 0) {
            double scale = LONGER / Math.max(pictureWidth, pictureHeight);
            return new PictureSize(even(pictureWidth * scale), even(pictureHeight * scale))
                    .place(pictureWidth, pictureHeight);
        }
        if (width == 0) {
            return new PictureSize(even(height * pictureWidth / pictureHeight), height)
                    .place(pictureWidth, pictureHeight);
        }
        if (height == 0) {
            return new PictureSize(width, even(width * pictureHeight / pictureWidth))
                    .place(pictureWidth, pictureHeight);
        }
        double wider = pictureWidth * height / (pictureHeight * width);
        int across = wider < 1 ? clamp(Math.round(width * wider), width) : width;
        int down = wider > 1 ? clamp(Math.round(height / wider), height) : height;
        boolean isRounded = // as a side that was derived
                Math.abs(width - height * pictureWidth / pictureHeight) <= MOST_ROUNDED
                        || Math.abs(height - width * pictureHeight / pictureWidth) <= MOST_ROUNDED;
        if (Math.abs(Math.log(wider)) <= TOLERANCE || isRounded) {
            return new Placement(width, height, 0, 0, width, height);
        }
        return new Placement(
                width, height, (width - across) / 2, (height - down) / 2, across, down);
    }

    private static int even(double side) {
        return clamp(2 * Math.round(side / 2), MOST);
    }

    private static int clamp(long side, int most) {
        return (int) Math.max(LEAST, Math.min(most, side));
    }
}
