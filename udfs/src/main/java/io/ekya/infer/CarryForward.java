package io.ekya.infer;

import io.ekya.vision.Box;
import io.ekya.vision.ObjectClass;
import java.util.Arrays;
import java.util.List;

/**
 * Answers a frame that is not analysed from the last one that was: each region takes the class of
 * the region that overlapped it best (Ekya, NSDI '22, section 6.1: skipped frames count too).
 */
public final class CarryForward {
    private CarryForward() {}

    /**
     * Class of each region of the present frame; {@link ObjectClass#UNKNOWN}, which counts as
     * wrong, where no region of the last analysed frame overlaps it.
     *
     * @param last regions of the last analysed frame
     * @param classes what the student said of them
     * @param now regions of the present frame
     */
    public static int[] carry(List<Box> last, int[] classes, List<Box> now) {
        if (classes.length != last.size()) {
            throw new IllegalArgumentException(
                    "%d classes for %d regions".formatted(classes.length, last.size()));
        }
        int[] carried = new int[now.size()];
        Arrays.fill(carried, ObjectClass.UNKNOWN);
        for (int n = 0; n < carried.length; n++) {
            double best = 0;
            for (int l = 0; l < classes.length; l++) {
                double overlap = now.get(n).iou(last.get(l));
                if (overlap > best) {
                    best = overlap;
                    carried[n] = classes[l];
                }
            }
        }
        return carried;
    }
}
