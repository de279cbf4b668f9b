/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.util.Comparator;
import java.util.List;

/** Limits the number of regions per frame. */
final class Largest {
    private Largest() {}

    static void check(int most) {
        if (most < 1) {
            throw new IllegalArgumentException(
                    "the maximum number of regions must be at least 1, but is " + most);
        }
    }

    /**
     * Returns the boxes unchanged if there are at most {@code most}, else the largest ones, largest
     * first.
     */
    static List<Box> of(List<Box> boxes, int most) {
        if (boxes.size() <= most) {
            return boxes;
        }
        Comparator<Box> byArea = Comparator.comparingDouble(b -> (double) b.width() * b.height());
        return boxes.stream().sorted(byArea.reversed()).limit(most).toList();
    }
}
