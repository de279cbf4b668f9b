/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ekya.vision.ObjectClass;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the teacher's labels for one camera and window showed.
 *
 * @param labels number of labelled crops for training
 * @param backgroundLabels of these, how many the teacher named background
 * @param droppedFrames sampled frames that the teacher had no time to label
 * @param liveAccuracy agreement of the serving student with the labels at full frame rate and full
 *     resolution, 0..1; null without labels
 * @param accuracyFactors accuracy of each inference configuration (by id) relative to that
 * @param heldOutCounts held-out regions of each class, by the teacher
 * @param heldOutCorrect of these, how many the serving student predicted correctly
 */
public record LabelStatistics(
        int labels,
        @JsonProperty("labelsBackground") int backgroundLabels,
        @JsonProperty("labelsDropped") int droppedFrames,
        @Nullable Double liveAccuracy,
        Map<String, Double> accuracyFactors,
        @JsonProperty("evaluatedCounts") int[] heldOutCounts,
        @JsonProperty("evaluatedRight") int[] heldOutCorrect) {

    /** Fewer regions say little about a teacher. */
    private static final int MIN_REGIONS = 50;

    private static final double MOST_BACKGROUND = 0.98;

    /** Statistics without labels that the teacher named background. */
    public LabelStatistics(
            int labels,
            int droppedFrames,
            @Nullable Double liveAccuracy,
            Map<String, Double> accuracyFactors,
            int[] heldOutCounts,
            int[] heldOutCorrect) {
        this(
                labels,
                0,
                droppedFrames,
                liveAccuracy,
                accuracyFactors,
                heldOutCounts,
                heldOutCorrect);
    }

    /** Statistics of a window whose labels did not arrive. */
    public static LabelStatistics none() {
        int[] counts = new int[ObjectClass.COUNT];
        return new LabelStatistics(0, 0, null, Map.of(), counts, counts.clone());
    }

    /** Returns the number of regions that the teacher named, held-out ones included. */
    public int regions() {
        return labels + Arrays.stream(heldOutCounts).sum();
    }

    /** Returns how many of {@link #regions} are background. */
    public int backgroundRegions() {
        int background = ObjectClass.BACKGROUND.index();
        return backgroundLabels
                + (heldOutCounts.length > background ? heldOutCounts[background] : 0);
    }

    /**
     * Returns whether the teacher named almost nothing but background: either there were no
     * objects, or it does not see them. A student that learns this always predicts background, and
     * agrees with the teacher.
     */
    public boolean seesAlmostNothing() {
        return regions() >= MIN_REGIONS && backgroundRegions() >= MOST_BACKGROUND * regions();
    }
}
