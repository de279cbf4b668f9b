/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

/** An axis-aligned rectangle in frame pixels; (x, y) is the upper left corner. */
public record Box(float x, float y, float width, float height) {

    /** Returns the intersection over union with another box, 0..1; 0 if both are empty. */
    public double iou(Box other) {
        double w = Math.min(x + width, other.x + other.width) - Math.max(x, other.x);
        double h = Math.min(y + height, other.y + other.height) - Math.max(y, other.y);
        if (w <= 0 || h <= 0) {
            return 0;
        }
        double intersection = w * h;
        double union = (double) width * height + (double) other.width * other.height - intersection;
        return union <= 0 ? 0 : intersection / union;
    }
}
