/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.util.ArrayList;
import java.util.List;

/** Merges boxes that touch or nearly touch, since they are parts of one object. */
final class Joined {
    private Joined() {}

    /** Merges boxes until no two are closer than {@code gap} pixels in both directions. */
    static List<Box> of(List<Box> boxes, double gap) {
        List<Box> joined = new ArrayList<>();
        for (Box box : boxes) {
            Box whole = box;
            for (int i = 0; i < joined.size(); ) {
                if (near(whole, joined.get(i), gap)) {
                    whole = union(whole, joined.remove(i));
                    i = 0; // the merged box may reach others
                } else {
                    i++;
                }
            }
            joined.add(whole);
        }
        return joined;
    }

    private static boolean near(Box a, Box b, double gap) {
        return a.x() < b.x() + b.width() + gap
                && b.x() < a.x() + a.width() + gap
                && a.y() < b.y() + b.height() + gap
                && b.y() < a.y() + a.height() + gap;
    }

    private static Box union(Box a, Box b) {
        float x = Math.min(a.x(), b.x());
        float y = Math.min(a.y(), b.y());
        float right = Math.max(a.x() + a.width(), b.x() + b.width());
        float bottom = Math.max(a.y() + a.height(), b.y() + b.height());
        return new Box(x, y, right - x, bottom - y);
    }
}
