/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.synthetic;

/**
 * Simulates the artefacts of JPEG compression: the cosine transform of each 8 x 8 block is
 * quantised for a quality and transformed back.
 */
final class BlockCompression {
    /**
     * Quantisation tables at quality 50 for luma and colour from the JPEG standard (ITU-T T.81,
     * K.1).
     */
    private static final int[] LUMA = {
        16, 11, 10, 16, 24, 40, 51, 61, 12, 12, 14, 19, 26, 58, 60, 55, 14, 13, 16, 24, 40, 57, 69,
        56, 14, 17, 22, 29, 51, 87, 80, 62, 18, 22, 37, 56, 68, 109, 103, 77, 24, 35, 55, 64, 81,
        104, 113, 92, 49, 64, 78, 87, 103, 121, 120, 101, 72, 92, 95, 98, 112, 100, 103, 99
    };

    private static final int[] COLOUR = {
        17, 18, 24, 47, 99, 99, 99, 99, 18, 21, 26, 66, 99, 99, 99, 99, 24, 26, 56, 99, 99, 99, 99,
        99, 47, 66, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99,
        99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99, 99
    };

    private static final float C1 = cosine(1);
    private static final float C2 = cosine(2);
    private static final float C3 = cosine(3);
    private static final float C4 = cosine(4);
    private static final float C5 = cosine(5);
    private static final float C6 = cosine(6);
    private static final float C7 = cosine(7);

    private final float[] block = new float[64];
    private final float[] lumaSteps = new float[64];
    private final float[] colourSteps = new float[64];

    /** Creates the compression for a JPEG quality of 1..100. */
    BlockCompression(int quality) {
        double scale = quality < 50 ? 50.0 / quality : 2 - quality / 50.0;
        for (int i = 0; i < 64; i++) {
            lumaSteps[i] = (float) Math.max(1, LUMA[i] * scale);
            colourSteps[i] = (float) Math.max(1, COLOUR[i] * scale);
        }
    }

    private static float cosine(int k) {
        return (float) (0.5 * Math.cos(k * Math.PI / 16));
    }

    void luma(float[] plane, int stride, int rows) {
        compress(plane, stride, rows, lumaSteps);
    }

    void colour(float[] plane, int stride, int rows) {
        compress(plane, stride, rows, colourSteps);
    }

    private void compress(float[] plane, int stride, int rows, float[] steps) {
        for (int y = 0; y + 8 <= rows; y += 8) {
            for (int x = 0; x + 8 <= stride; x += 8) {
                block(plane, y * stride + x, stride, steps);
            }
        }
    }

    private void block(float[] plane, int at, int stride, float[] steps) {
        for (int row = 0; row < 8; row++) {
            System.arraycopy(plane, at + row * stride, block, row * 8, 8);
            forward(row * 8, 1);
        }
        int used = 0;
        for (int column = 0; column < 8; column++) {
            forward(column, 8);
            for (int row = 0; row < 8; row++) {
                int i = row * 8 + column;
                float level = block[i] / steps[i];
                int rounded = (int) (level + (level < 0 ? -0.5f : 0.5f));
                block[i] = rounded * steps[i];
                if (rounded != 0) {
                    used |= 1 << column;
                }
            }
        }
        for (int column = 0; column < 8; column++) {
            if ((used >> column & 1) != 0) {
                backward(column, 8);
            }
        }
        for (int row = 0; row < 8; row++) {
            backward(row * 8, 1);
            System.arraycopy(block, row * 8, plane, at + row * stride, 8);
        }
    }

    /** Replaces eight values by their orthonormal cosine transform, using even and odd parts. */
    private void forward(int at, int step) {
        float[] x = block;
        int i1 = at + step;
        int i2 = i1 + step;
        int i3 = i2 + step;
        int i4 = i3 + step;
        int i5 = i4 + step;
        int i6 = i5 + step;
        int i7 = i6 + step;
        float s0 = x[at] + x[i7];
        float d0 = x[at] - x[i7];
        float s1 = x[i1] + x[i6];
        float d1 = x[i1] - x[i6];
        float s2 = x[i2] + x[i5];
        float d2 = x[i2] - x[i5];
        float s3 = x[i3] + x[i4];
        float d3 = x[i3] - x[i4];
        float e0 = s0 + s3;
        float e1 = s1 + s2;
        float o0 = s0 - s3;
        float o1 = s1 - s2;
        x[at] = C4 * (e0 + e1);
        x[i4] = C4 * (e0 - e1);
        x[i2] = C2 * o0 + C6 * o1;
        x[i6] = C6 * o0 - C2 * o1;
        x[i1] = C1 * d0 + C3 * d1 + C5 * d2 + C7 * d3;
        x[i3] = C3 * d0 - C7 * d1 - C1 * d2 - C5 * d3;
        x[i5] = C5 * d0 - C1 * d1 + C7 * d2 + C3 * d3;
        x[i7] = C7 * d0 - C5 * d1 + C3 * d2 - C1 * d3;
    }

    /** The inverse of {@link #forward}. */
    private void backward(int at, int step) {
        float[] x = block;
        int i1 = at + step;
        int i2 = i1 + step;
        int i3 = i2 + step;
        int i4 = i3 + step;
        int i5 = i4 + step;
        int i6 = i5 + step;
        int i7 = i6 + step;
        float e0 = C4 * (x[at] + x[i4]);
        float e1 = C4 * (x[at] - x[i4]);
        float o0 = C2 * x[i2] + C6 * x[i6];
        float o1 = C6 * x[i2] - C2 * x[i6];
        float s0 = e0 + o0;
        float s3 = e0 - o0;
        float s1 = e1 + o1;
        float s2 = e1 - o1;
        float d0 = C1 * x[i1] + C3 * x[i3] + C5 * x[i5] + C7 * x[i7];
        float d1 = C3 * x[i1] - C7 * x[i3] - C1 * x[i5] - C5 * x[i7];
        float d2 = C5 * x[i1] - C1 * x[i3] + C7 * x[i5] + C3 * x[i7];
        float d3 = C7 * x[i1] - C5 * x[i3] + C3 * x[i5] - C1 * x[i7];
        x[at] = s0 + d0;
        x[i7] = s0 - d0;
        x[i1] = s1 + d1;
        x[i6] = s1 - d1;
        x[i2] = s2 + d2;
        x[i5] = s2 - d2;
        x[i3] = s3 + d3;
        x[i4] = s3 - d3;
    }
}
