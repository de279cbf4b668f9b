/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

/**
 * Scales a part of an image with a triangle filter two output pixels wide, so that shrinking
 * averages and enlarging is bilinear. Border pixels are repeated outside the image. One pass along
 * the rows and one along the columns, with 14-bit fixed-point weights.
 */
final class Resampler {
    private static final int BITS = 14;

    /** The input pixels and weights of each output pixel along one axis. */
    private record Axis(int taps, int[] pixels, int[] weights) {

        static Axis of(double start, double length, int inputs, int outputs) {
            double scale = length / outputs;
            double reach = Math.max(1, scale);
            int taps = (int) Math.ceil(2 * reach) + 1;
            int[] pixels = new int[outputs * taps];
            int[] weights = new int[outputs * taps];
            double[] raw = new double[taps];
            for (int i = 0; i < outputs; i++) {
                double centre = start + (i + 0.5) * scale;
                int first = (int) Math.floor(centre - reach);
                double sum = 0;
                for (int t = 0; t < taps; t++) {
                    raw[t] = Math.max(0, 1 - Math.abs(first + t + 0.5 - centre) / reach);
                    sum += raw[t];
                }
                int left = 1 << BITS;
                int heaviest = 0;
                for (int t = 0; t < taps; t++) {
                    int weight = (int) Math.round(raw[t] / sum * (1 << BITS));
                    left -= weight;
                    weights[i * taps + t] = weight;
                    pixels[i * taps + t] = Math.max(0, Math.min(inputs - 1, first + t));
                    heaviest = raw[t] > raw[heaviest] ? t : heaviest;
                }
                weights[i * taps + heaviest] += left; // the weights sum to exactly one
            }
            return new Axis(taps, pixels, weights);
        }

        int lowest() {
            return pixels[0];
        }

        int highest() {
            return pixels[pixels.length - 1];
        }
    }

    private final Axis columns;
    private final Axis rows;
    private final int inputWidth;
    private final int width;
    private final int height;
    private final byte[] narrowed;

    /**
     * Prepares the scaling of one part; can be used for many images of the same size.
     *
     * @param part in input pixels, may extend beyond the image
     */
    Resampler(int inputWidth, int inputHeight, Box part, int width, int height) {
        this.inputWidth = inputWidth;
        this.width = width;
        this.height = height;
        this.columns = Axis.of(part.x(), part.width(), inputWidth, width);
        this.rows = Axis.of(part.y(), part.height(), inputHeight, height);
        this.narrowed = new byte[(rows.highest() - rows.lowest() + 1) * width * 3];
    }

    /** Scales the image at offset {@code from} and writes the result at offset {@code to}. */
    void run(byte[] input, int from, byte[] output, int to) {
        narrow(input, from);
        int taps = rows.taps;
        int row = width * 3;
        for (int y = 0; y < height; y++) {
            for (int i = 0; i < row; i++) {
                int sum = 1 << (BITS - 1);
                for (int t = y * taps; t < (y + 1) * taps; t++) {
                    int at = (rows.pixels[t] - rows.lowest()) * row + i;
                    sum += rows.weights[t] * (narrowed[at] & 0xff);
                }
                output[to + y * row + i] = (byte) (sum >> BITS);
            }
        }
    }

    private void narrow(byte[] input, int from) {
        int taps = columns.taps;
        int at = 0;
        for (int y = rows.lowest(); y <= rows.highest(); y++) {
            int start = from + y * inputWidth * 3;
            for (int x = 0; x < width; x++) {
                int half = 1 << (BITS - 1);
                int b = half;
                int g = half;
                int r = half;
                for (int t = x * taps; t < (x + 1) * taps; t++) {
                    int pixel = start + columns.pixels[t] * 3;
                    int weight = columns.weights[t];
                    b += weight * (input[pixel] & 0xff);
                    g += weight * (input[pixel + 1] & 0xff);
                    r += weight * (input[pixel + 2] & 0xff);
                }
                narrowed[at++] = (byte) (b >> BITS);
                narrowed[at++] = (byte) (g >> BITS);
                narrowed[at++] = (byte) (r >> BITS);
            }
        }
    }

    /** Scales a whole image to another size. */
    static BgrImage resize(BgrImage image, int width, int height) {
        if (image.width() == width && image.height() == height) {
            return image;
        }
        Box whole = new Box(0, 0, image.width(), image.height());
        byte[] scaled = new byte[3 * width * height];
        new Resampler(image.width(), image.height(), whole, width, height)
                .run(image.bgr(), 0, scaled, 0);
        return new BgrImage(width, height, scaled);
    }
}
