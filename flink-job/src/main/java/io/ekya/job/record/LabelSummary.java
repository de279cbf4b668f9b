package io.ekya.job.record;

import java.util.Map;

/**
 * What the teacher's labels of one camera and window showed.
 *
 * @param labels labelled crops, for training
 * @param droppedFrames sampled frames that the teacher had no time for
 * @param liveAccuracy agreement of the serving student with the labels at full rate and full
 *     resolution, 0..1, NaN without labels
 * @param accuracyFactors per inference configuration id, relative to that
 * @param labelCounts labelled crops of each class
 * @param evaluatedCounts held-out crops of each class by the teacher
 * @param evaluatedRight of these, how many the serving student got right
 */
public record LabelSummary(
        String camera,
        long window,
        int labels,
        int droppedFrames,
        double liveAccuracy,
        Map<String, Double> accuracyFactors,
        int[] labelCounts,
        int[] evaluatedCounts,
        int[] evaluatedRight) {}
