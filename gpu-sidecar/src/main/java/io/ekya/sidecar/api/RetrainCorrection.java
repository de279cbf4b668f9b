package io.ekya.sidecar.api;

/**
 * Payload of a CORRECTED event: a retraining that is under way departs from what its micro-profile
 * said, in accuracy or in time.
 *
 * @param configuration id of the retraining configuration
 * @param epochsDone complete epochs when it was looked at
 * @param accuracy of the student in training on held-out labels, 0..1
 * @param heldOut how many labels that was
 * @param plannedAccuracy expected at its end until now, 0..1
 * @param expectedAccuracy expected at its end from now on, 0..1
 * @param remainingGpuSeconds device-busy seconds that it still needs, the judging at its end
 *     included
 * @param reason in words
 */
public record RetrainCorrection(
        String configuration,
        int epochsDone,
        double accuracy,
        int heldOut,
        double plannedAccuracy,
        double expectedAccuracy,
        double remainingGpuSeconds,
        String reason) {}
