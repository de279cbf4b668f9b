/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.label;

import io.ekya.vision.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Decodes a YOLOX detector's output: for each cell of the grids of stride 8, 16 and 32, row by row,
 * cx, cy, w, h, objectness and 80 class scores; centre = (offset + cell) × stride, size = exp(·) ×
 * stride (Ge et al., YOLOX, 2021).
 */
final class YoloxHead {
    static final int COLUMNS = 85;
    private static final int[] STRIDES = {8, 16, 32};

    private YoloxHead() {}

    /** Returns the number of output rows for an input of this size: the cells of all grids. */
    static int rows(int width, int height) {
        int rows = 0;
        for (int stride : STRIDES) {
            rows += width / stride * (height / stride);
        }
        return rows;
    }

    /** Returns x and y of the centre of each row's cell, in input pixels. */
    static float[][] centres(int width, int height) {
        float[][] centres = new float[rows(width, height)][];
        int row = 0;
        for (int stride : STRIDES) {
            for (int cell = 0; cell < width / stride * (height / stride); cell++, row++) {
                int column = cell % (width / stride);
                int line = cell / (width / stride);
                float x = (column + 0.5f) * stride;
                float y = (line + 0.5f) * stride;
                centres[row] = new float[] {x, y};
            }
        }
        return centres;
    }

    /** Returns the detections with at least this score, in input pixels. */
    static List<Detection> decode(
            HeadLayout layout, float[] output, int width, int height, double minScore) {
        List<Detection> found = new ArrayList<>();
        int row = 0;
        for (int stride : STRIDES) {
            for (int cell = 0; cell < width / stride * (height / stride); cell++, row++) {
                int at = row * COLUMNS;
                if (output[at + 4] < minScore) {
                    continue; // class scores are at most 1
                }
                int best = at + 5;
                for (int c = best + 1; c < at + COLUMNS; c++) {
                    best = output[c] > output[best] ? c : best;
                }
                float score = output[at + 4] * output[best];
                if (score >= minScore) {
                    int x = cell % (width / stride);
                    int y = cell / (width / stride);
                    Box box =
                            layout == HeadLayout.RAW
                                    ? box(output, at, x, y, stride)
                                    : box(output, at);
                    found.add(new Detection(box, best - at - 5, score));
                }
            }
        }
        return found;
    }

    private static Box box(float[] output, int at) {
        float w = output[at + 2];
        float h = output[at + 3];
        return new Box(output[at] - w / 2, output[at + 1] - h / 2, w, h);
    }

    private static Box box(float[] output, int at, int x, int y, int stride) {
        float w = (float) Math.exp(output[at + 2]) * stride;
        float h = (float) Math.exp(output[at + 3]) * stride;
        float left = (output[at] + x) * stride - w / 2;
        float top = (output[at + 1] + y) * stride - h / 2;
        return new Box(left, top, w, h);
    }

    /**
     * Applies non-maximum suppression per class: in order of score, each detection suppresses those
     * of its class that overlap it by more than {@code maxOverlap} (IoU).
     */
    static List<Detection> suppress(List<Detection> detections, double maxOverlap) {
        List<Detection> sorted =
                detections.stream()
                        .sorted(Comparator.comparingDouble((Detection d) -> -d.score()))
                        .toList();
        List<Detection> kept = new ArrayList<>();
        for (Detection d : sorted) {
            boolean suppressed =
                    kept.stream()
                            .anyMatch(
                                    k -> k.coco() == d.coco() && k.box().iou(d.box()) > maxOverlap);
            if (!suppressed) {
                kept.add(d);
            }
        }
        return kept;
    }
}
