package io.ekya.job.record;

import java.util.Map;

/**
 * One camera's retraining window; unique by (site, camera, window).
 *
 * @param startMillis event time
 * @param frames frames the camera delivered, lost ones included
 * @param dropped of these, lost at the source or in the operator
 * @param regions regions with a known true class, those of dropped frames included
 * @param right of these, rightly answered
 * @param trueAccuracy right / regions; NaN where truth is unknown
 * @param truthCounts regions of each true class
 * @param labels, liveAccuracy, accuracyFactors, evaluatedCounts, evaluatedRight see LabelSummary
 * @param balancedAgreement mean recall over held-out classes with at least 20 regions; NaN if none
 * @param majorityAgreement the same for a predictor that always says the most frequent class
 * @param demands GPU share that each inference configuration needs, by id
 * @param inferenceShare requested, averaged over the window
 * @param inferenceAchieved busy / elapsed
 * @param latencyP99Millis from capture to answer
 * @param student sha256 of the student that served last
 */
public record WindowResult(
        String site,
        String camera,
        long window,
        long startMillis,
        long endMillis,
        long frames,
        long analysed,
        long dropped,
        long regions,
        long right,
        double trueAccuracy,
        long[] truthCounts,
        int labels,
        int labelsDropped,
        double liveAccuracy,
        Map<String, Double> accuracyFactors,
        int[] evaluatedCounts,
        int[] evaluatedRight,
        double balancedAgreement,
        double majorityAgreement,
        Map<String, Double> demands,
        String inference,
        double inferenceShare,
        double inferenceAchieved,
        long latencyP99Millis,
        String student) {}
