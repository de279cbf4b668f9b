/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import java.util.Set;

/**
 * Architecture of a classifier. Three kinds: {@code resnet} (a stem and three residual stages of
 * one block each), {@code mobilenet} (inverted residuals with depthwise convolutions, as
 * MobileNetV2), {@code teacher} (a stem and four residual stages of two blocks each).
 *
 * @param kind {@code resnet}, {@code mobilenet} or {@code teacher}
 * @param width channels of the first block, 4..128; doubled by later blocks
 * @param side intended side of the crops in pixels, 16..256; others from 16 are accepted (global
 *     pooling)
 * @param lastLayerUnits units of the last hidden layer, 1..4096
 */
public record Architecture(String kind, int width, int side, int lastLayerUnits) {
    private static final Set<String> KINDS = Set.of("resnet", "mobilenet", "teacher");

    /** Minimum side of a crop, in pixels. */
    public static final int MIN_SIDE = 16;

    public Architecture {
        if (!KINDS.contains(kind)) {
            throw new IllegalArgumentException(
                    "architecture '" + kind + "' is unknown; use resnet, mobilenet or teacher");
        }
        within("width", width, 4, 128);
        within("side", side, MIN_SIDE, 256);
        within("lastLayerUnits", lastLayerUnits, 1, 4096);
    }

    /**
     * Returns the number of blocks that can be frozen, including the stem; freezing all of them
     * leaves only the head to train.
     */
    public int blocks() {
        return kind.equals("teacher") ? 5 : 4;
    }

    /** Returns a copy with another number of units in the last hidden layer. */
    public Architecture withLastLayerUnits(int units) {
        return new Architecture(kind, width, side, units);
    }

    private static void within(String name, int value, int low, int high) {
        if (value < low || value > high) {
            throw new IllegalArgumentException(
                    "architecture: %s must be from %d to %d, but is %d"
                            .formatted(name, low, high, value));
        }
    }
}
