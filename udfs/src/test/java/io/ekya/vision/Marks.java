/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.util.Arrays;

/** Pictures that are white with a black first quarter, and where it is shown. */
final class Marks {
    private static final int GREY = 114;

    private Marks() {}

    /** Returns a picture whose left upper quarter is black. */
    static BgrImage picture(int width, int height) {
        byte[] bgr = new byte[3 * width * height];
        Arrays.fill(bgr, (byte) 255);
        for (int y = 0; y < height / 2; y++) {
            Arrays.fill(bgr, 3 * y * width, 3 * (y * width + width / 2), (byte) 0);
        }
        return new BgrImage(width, height, bgr);
    }

    /** Returns the brightness of a pixel, given as fractions of width and height. */
    static int at(BgrImage image, double x, double y) {
        int row = (int) (y * image.height());
        int column = (int) (x * image.width());
        int pixel = row * image.width() + column;
        return image.bgr()[3 * pixel] & 0xff;
    }

    static boolean isBlack(BgrImage image, double x, double y) {
        return at(image, x, y) < 60;
    }

    static boolean isWhite(BgrImage image, double x, double y) {
        return at(image, x, y) > 195;
    }

    static boolean isBar(BgrImage image, double x, double y) {
        return at(image, x, y) == GREY;
    }

    /** Returns the quarter that is black, if the others are white. */
    static String blackQuarter(BgrImage image) {
        StringBuilder black = new StringBuilder();
        for (String corner :
                new String[] {"top left", "top right", "bottom left", "bottom right"}) {
            double x = corner.endsWith("left") ? 0.2 : 0.8;
            double y = corner.startsWith("top") ? 0.2 : 0.8;
            black.append(
                    isBlack(image, x, y) ? corner : isWhite(image, x, y) ? "" : "grey " + corner);
        }
        return black.toString();
    }
}
