/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.util.Arrays;

/**
 * Where the picture lies in a frame.
 *
 * @param width of the frame, pixels
 * @param height of the frame
 * @param left width of the bar to the left of the picture
 * @param top height of the bar above the picture
 * @param across width of the picture, scaled
 * @param down height of the picture, scaled
 */
public record Placement(int width, int height, int left, int top, int across, int down) {
    /** Brightness of the bars: the grey with which YOLOX fills up its input. */
    private static final byte GREY = 114;

    /** Returns the frame with this picture, which has been scaled. */
    BgrImage fill(BgrImage picture) {
        if (across == width && down == height) {
            return picture;
        }
        byte[] frame = new byte[3 * width * height];
        Arrays.fill(frame, GREY);
        for (int y = 0; y < down; y++) {
            System.arraycopy(
                    picture.bgr(),
                    3 * y * across,
                    frame,
                    3 * ((top + y) * width + left),
                    3 * across);
        }
        return new BgrImage(width, height, frame);
    }

    /** Returns a box of a picture of this size, before it was scaled, in pixels of the frame. */
    Box place(Box box, double pictureWidth, double pictureHeight) {
        double x = across / pictureWidth;
        double y = down / pictureHeight;
        return new Box(
                (float) (left + box.x() * x),
                (float) (top + box.y() * y),
                (float) (box.width() * x),
                (float) (box.height() * y));
    }

    /** Returns the size of the frame. */
    public PictureSize size() {
        return new PictureSize(width, height);
    }

    @Override
    public String toString() {
        String bars = across < width ? " with bars left and right" : " with bars above and below";
        return width + "×" + height + (across < width || down < height ? bars : "");
    }
}
