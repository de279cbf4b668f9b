/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.infer;

import io.ekya.vision.Box;
import java.util.List;

/**
 * A frame of a burst with the teacher's labels and the serving student's predictions.
 *
 * @param index frame number since the camera's start
 * @param boxes regions
 * @param predicted the student's class of each region
 * @param labels the teacher's class of each region
 */
public record LabelledFrame(long index, List<Box> boxes, int[] predicted, int[] labels) {
    public LabelledFrame {
        boxes = List.copyOf(boxes);
        if (predicted.length != boxes.size() || labels.length != boxes.size()) {
            throw new IllegalArgumentException(
                    ("predictions and labels must be one per region, but there are %d regions, "
                                    + "%d predictions, %d labels")
                            .formatted(boxes.size(), predicted.length, labels.length));
        }
    }
}
