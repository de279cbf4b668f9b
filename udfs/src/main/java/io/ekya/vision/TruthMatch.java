package io.ekya.vision;

import java.util.Arrays;
import java.util.List;

/** Tells, for the metric alone, what a region that was found really shows. */
public final class TruthMatch {
    /** A region must overlap a true box at least so much (intersection over union). */
    public static final double MIN_IOU = 0.5;

    private TruthMatch() {}

    /**
     * For each region the true class of the frame's box that overlaps it best, or {@link
     * ObjectClass#UNKNOWN} where none does by {@link #MIN_IOU}. Regions that are the frame's own
     * boxes get their own class.
     */
    public static int[] of(List<Box> regions, Frame frame) {
        if (regions.equals(frame.boxes())) {
            return frame.truth();
        }
        int[] classes = new int[regions.size()];
        Arrays.fill(classes, ObjectClass.UNKNOWN);
        for (int r = 0; r < classes.length; r++) {
            double best = MIN_IOU;
            for (int t = 0; t < frame.boxes().size(); t++) {
                double overlap = regions.get(r).iou(frame.boxes().get(t));
                if (overlap > best || (overlap == best && classes[r] == ObjectClass.UNKNOWN)) {
                    best = overlap;
                    classes[r] = frame.truth()[t];
                }
            }
        }
        return classes;
    }
}
