package io.ekya.vision;

import java.util.Comparator;
import java.util.List;

/** Keeps a frame's regions to a number that the system was laid out for. */
final class Largest {
    private Largest() {}

    static void check(int most) {
        if (most < 1) {
            throw new IllegalArgumentException(
                    "the most regions of a frame must be at least 1, but is " + most);
        }
    }

    /** The boxes themselves where they are few enough, else the largest, largest first. */
    static List<Box> of(List<Box> boxes, int most) {
        if (boxes.size() <= most) {
            return boxes;
        }
        Comparator<Box> byArea = Comparator.comparingDouble(b -> (double) b.width() * b.height());
        return boxes.stream().sorted(byArea.reversed()).limit(most).toList();
    }
}
