/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.label;

import io.ekya.vision.BgrImage;
import io.ekya.vision.Box;
import java.util.Arrays;

/**
 * Letterboxes an image for a detector: scaled to the upper left corner without changing its aspect
 * ratio, the rest filled with grey 114, as in YOLOX's training (Ge et al., 2021).
 *
 * @param width of the detector's input, pixels
 * @param height of the detector's input, pixels
 */
record Letterbox(int width, int height) {
    private static final float GREY = 114;

    /** Returns the input pixels per frame pixel. */
    double scale(BgrImage frame) {
        return Math.min(width / (double) frame.width(), height / (double) frame.height());
    }

    /**
     * Returns the input as floats 0..255, planes in the order blue, green, red, rows from the top;
     * bilinear.
     */
    float[] apply(BgrImage frame) {
        double scale = scale(frame);
        int columns = Math.min(width, (int) Math.round(frame.width() * scale));
        int rows = Math.min(height, (int) Math.round(frame.height() * scale));
        float[] input = new float[3 * width * height];
        Arrays.fill(input, GREY);
        byte[] bgr = frame.bgr();
        int plane = width * height;
        for (int y = 0; y < rows; y++) {
            double sourceY = centre(y, rows, frame.height());
            int y0 = (int) sourceY;
            int y1 = Math.min(frame.height() - 1, y0 + 1);
            float down = (float) (sourceY - y0);
            for (int x = 0; x < columns; x++) {
                double sourceX = centre(x, columns, frame.width());
                int x0 = (int) sourceX;
                int x1 = Math.min(frame.width() - 1, x0 + 1);
                float right = (float) (sourceX - x0);
                for (int c = 0; c < 3; c++) {
                    float top = mix(at(bgr, frame, x0, y0, c), at(bgr, frame, x1, y0, c), right);
                    float low = mix(at(bgr, frame, x0, y1, c), at(bgr, frame, x1, y1, c), right);
                    input[c * plane + y * width + x] = mix(top, low, down);
                }
            }
        }
        return input;
    }

    /** Converts a box from input pixels to frame pixels. */
    Box toFrame(Box box, BgrImage frame) {
        float scale = (float) scale(frame);
        return new Box(box.x() / scale, box.y() / scale, box.width() / scale, box.height() / scale);
    }

    /** Returns the position of a scaled pixel's centre in the frame, at least 0. */
    private static double centre(int i, int scaled, int original) {
        return Math.max(0, (i + 0.5) * original / scaled - 0.5);
    }

    private static int at(byte[] bgr, BgrImage frame, int x, int y, int channel) {
        return bgr[3 * (y * frame.width() + x) + channel] & 0xff;
    }

    private static float mix(float a, float b, float part) {
        return a + part * (b - a);
    }
}
