/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import org.jspecify.annotations.Nullable;

/**
 * Payload of CHECKPOINTED, PROMOTED, NOT_PROMOTED, RETRAIN_FAILED and CANCELLED events.
 *
 * @param configuration id of the retraining configuration
 * @param sha256 of the new student; null if it does not serve
 * @param sequence number of changes of the camera's serving student so far
 * @param oldAccuracy of the serving student on the held-out labels, 0..1; null if not evaluated
 * @param newAccuracy of the new student on the same labels, 0..1; null if not evaluated
 * @param expectedAccuracy accuracy that the plan expected; for a checkpoint, the accuracy that is
 *     now expected at the end of the retraining
 * @param heldOut number of held-out labels
 * @param gpuSeconds device-busy seconds of the training; null if lost in a restart
 * @param achievedShare busy time over elapsed time since the start; null if lost in a restart
 * @param reason explanation for people
 * @param onlyClass class of all held-out labels, such as {@code background}, if they have only one;
 *     null otherwise
 */
public record RetrainResult(
        String configuration,
        @Nullable String sha256,
        long sequence,
        @Nullable Double oldAccuracy,
        @Nullable Double newAccuracy,
        double expectedAccuracy,
        int heldOut,
        @Nullable Double gpuSeconds,
        @Nullable Double achievedShare,
        String reason,
        @Nullable String onlyClass) {

    /** A result whose held-out labels, if any, have several classes. */
    public RetrainResult(
            String configuration,
            @Nullable String sha256,
            long sequence,
            @Nullable Double oldAccuracy,
            @Nullable Double newAccuracy,
            double expectedAccuracy,
            int heldOut,
            @Nullable Double gpuSeconds,
            @Nullable Double achievedShare,
            String reason) {
        this(
                configuration,
                sha256,
                sequence,
                oldAccuracy,
                newAccuracy,
                expectedAccuracy,
                heldOut,
                gpuSeconds,
                achievedShare,
                reason,
                null);
    }
}
