/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.infer;

import io.ekya.vision.Box;
import io.ekya.vision.ObjectClass;
import java.util.Arrays;
import java.util.List;

/**
 * Predicts skipped frames from the last analysed one: each region takes the class of the region
 * with the largest overlap (Ekya, NSDI '22, section 6.1: skipped frames count towards accuracy).
 */
public final class CarryForward {
    private CarryForward() {}

    /**
     * Returns the class of each region of the current frame; {@link ObjectClass#UNKNOWN}, which
     * counts as incorrect, if no region of the last analysed frame overlaps it.
     *
     * @param last regions of the last analysed frame
     * @param classes the student's predictions for them
     * @param current regions of the current frame
     */
    public static int[] carry(List<Box> last, int[] classes, List<Box> current) {
        if (classes.length != last.size()) {
            throw new IllegalArgumentException(
                    ("classes must be one per region, but there are %d for %d " + "regions")
                            .formatted(classes.length, last.size()));
        }
        int[] carried = new int[current.size()];
        Arrays.fill(carried, ObjectClass.UNKNOWN);
        for (int n = 0; n < carried.length; n++) {
            double best = 0;
            for (int l = 0; l < classes.length; l++) {
                double overlap = current.get(n).iou(last.get(l));
                if (overlap > best) {
                    best = overlap;
                    carried[n] = classes[l];
                }
            }
        }
        return carried;
    }
}
