package io.ekya.sidecar.api;

/**
 * Payload of CHECKPOINTED, PROMOTED, NOT_PROMOTED, RETRAIN_FAILED and CANCELLED events.
 *
 * @param configuration id of the retraining configuration
 * @param sha256 of the new student; empty where there is none
 * @param sequence of the camera's serving student, grows with every promotion
 * @param oldAccuracy of the serving student on the held-out labels, 0..1
 * @param newAccuracy of the new student on the same labels, 0..1
 * @param expectedAccuracy what the plan counted on; of a checkpoint what is expected of the
 *     retraining at its end, now that this was seen
 * @param heldOut how many labels that was
 * @param gpuSeconds device-busy seconds of the training
 * @param achievedShare busy over elapsed time since it started
 * @param reason in words, where it was not promoted or failed
 */
public record RetrainResult(
        String configuration,
        String sha256,
        long sequence,
        double oldAccuracy,
        double newAccuracy,
        double expectedAccuracy,
        int heldOut,
        double gpuSeconds,
        double achievedShare,
        String reason) {}
