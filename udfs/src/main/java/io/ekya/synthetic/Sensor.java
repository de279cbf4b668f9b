/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

/**
 * Simulates the camera's lens and sensor: softness, colour cast, exposure and noise. Converts the
 * canvas to luma and chroma planes (as in JPEG: 0..255, chroma centred on 0 at half resolution),
 * padded to whole blocks of 16 pixels.
 */
final class Sensor {
    private static final int NOISES = 1 << 16;
    private static final float[] NOISE = noise();

    final int stride;
    final int rows;
    final float[] luma;
    final float[] blueness;
    final float[] redness;

    private final int width;
    private final int height;
    private final float[] line;
    private final double castRed;
    private final double castBlue;
    private final double gain;
    private final double softness;

    Sensor(long seed, int width, int height) {
        this.width = width;
        this.height = height;
        stride = (width + 15) / 16 * 16;
        rows = (height + 15) / 16 * 16;
        luma = new float[stride * rows];
        blueness = new float[stride * rows / 4];
        redness = new float[stride * rows / 4];
        line = new float[Math.max(width, height)];
        Dice dice = new Dice(seed, 3, 0);
        castRed = dice.between(0.95, 1.06);
        castBlue = dice.between(0.93, 1.06);
        gain = dice.between(0.93, 1.07);
        softness = dice.between(0.06, 0.14);
    }

    private static float[] noise() {
        java.util.Random random = new java.util.Random(5);
        float[] table = new float[NOISES];
        for (int i = 0; i < NOISES; i++) {
            table[i] = (float) random.nextGaussian();
        }
        return table;
    }

    /** Captures the canvas. */
    void expose(Canvas canvas, Light light, long seed, long frame) {
        double dark = 1 - light.day;
        float side = (float) (softness + 0.05 * dark * dark + 0.04 * light.rain);
        soften(canvas.red, side);
        soften(canvas.green, side);
        soften(canvas.blue, side);
        double boost = gain * light.exposure * 255 / (255 - light.blackLevel);
        float black = (float) light.blackLevel;
        float r = (float) (boost * castRed);
        float g = (float) boost;
        float b = (float) (boost * castBlue);
        Dice dice = new Dice(seed, 41, frame);
        float grain = (float) (2.6 + 5.5 * dark * dark + light.rain);
        float tint = (float) (1.2 + 4 * dark * dark);
        for (int y = 0; y < rows; y++) {
            int from = Math.min(y, height - 1) * width;
            int noiseAt = dice.below(NOISES);
            for (int x = 0; x < stride; x++) {
                int i = from + Math.min(x, width - 1);
                float red = clip((canvas.red[i] - black) * r);
                float green = clip((canvas.green[i] - black) * g);
                float blue = clip((canvas.blue[i] - black) * b);
                float y0 = 0.299f * red + 0.587f * green + 0.114f * blue;
                luma[y * stride + x] = y0 + grain * NOISE[(noiseAt + x) & (NOISES - 1)];
                if ((x & y & 1) == 1) {
                    int half = (y >> 1) * (stride >> 1) + (x >> 1);
                    int at = (noiseAt + 7777 + x) & (NOISES - 1);
                    blueness[half] = 0.564f * (blue - y0) + tint * NOISE[at];
                    redness[half] = 0.713f * (red - y0) + tint * NOISE[(at + 991) & (NOISES - 1)];
                }
            }
        }
    }

    private static float clip(float x) {
        return x > 255 ? 255 : Math.max(x, 0);
    }

    /** Blurs each pixel with its four neighbours. */
    private void soften(float[] plane, float side) {
        float middle = 1 - 2 * side;
        for (int y = 0; y < height; y++) {
            int row = y * width;
            float before = plane[row];
            for (int x = 0; x < width - 1; x++) {
                float here = plane[row + x];
                plane[row + x] = middle * here + side * (before + plane[row + x + 1]);
                before = here;
            }
        }
        System.arraycopy(plane, 0, line, 0, width);
        for (int y = 0; y < height - 1; y++) {
            int row = y * width;
            for (int x = 0; x < width; x++) {
                float here = plane[row + x];
                plane[row + x] = middle * here + side * (line[x] + plane[row + width + x]);
                line[x] = here;
            }
        }
    }
}
