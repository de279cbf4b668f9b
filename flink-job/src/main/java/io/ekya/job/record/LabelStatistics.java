/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import io.ekya.vision.ObjectClass;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the teacher's labels for one camera and window showed.
 *
 * @param labels number of labelled crops for training
 * @param droppedFrames sampled frames that the teacher had no time to label
 * @param liveAccuracy agreement of the serving student with the labels at full frame rate and full
 *     resolution, 0..1; null without labels
 * @param accuracyFactors accuracy of each inference configuration (by id) relative to that
 * @param heldOutCounts held-out regions of each class, by the teacher
 * @param heldOutCorrect of these, how many the serving student predicted correctly
 */
public record LabelStatistics(
        int labels,
        @JsonProperty("labelsDropped") int droppedFrames,
        @Nullable Double liveAccuracy,
        Map<String, Double> accuracyFactors,
        @JsonProperty("evaluatedCounts") int[] heldOutCounts,
        @JsonProperty("evaluatedRight") int[] heldOutCorrect) {

    /** Statistics of a window whose labels did not arrive. */
    public static LabelStatistics none() {
        int[] counts = new int[ObjectClass.COUNT];
        return new LabelStatistics(0, 0, null, Map.of(), counts, counts.clone());
    }
}
