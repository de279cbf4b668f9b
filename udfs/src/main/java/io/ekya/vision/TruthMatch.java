/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.util.Arrays;
import java.util.List;

/** Matches regions with the true classes of a frame, for metrics only. */
public final class TruthMatch {
    /** Minimum intersection over union between a region and a true box. */
    public static final double MIN_IOU = 0.5;

    private TruthMatch() {}

    /**
     * Returns, for each region, the true class of the frame's box with the largest overlap, or
     * {@link ObjectClass#UNKNOWN} if none reaches {@link #MIN_IOU}. If the regions are the frame's
     * own boxes, returns their own classes.
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
