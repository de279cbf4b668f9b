/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.util.List;

/**
 * One frame of a camera.
 *
 * @param index frame number since the feed's start, from 0, without gaps
 * @param timeMillis time since the feed's start, in milliseconds
 * @param boxes the objects' boxes if the feed provides them (given regions), else empty
 * @param truth true class of each box (ordinal of {@link ObjectClass}), or {@link
 *     ObjectClass#UNKNOWN}; same length as boxes; used only for metrics
 * @param heldOut true if the frame must never be used for training, only for evaluation
 */
public record Frame(
        long index,
        long timeMillis,
        BgrImage image,
        List<Box> boxes,
        int[] truth,
        boolean heldOut) {
    public Frame {
        boxes = List.copyOf(boxes);
        if (truth.length != boxes.size()) {
            throw new IllegalArgumentException(
                    "truth must have one class per box, but has "
                            + ""
                            + truth.length
                            + " for "
                            + boxes.size()
                            + " boxes");
        }
    }
}
