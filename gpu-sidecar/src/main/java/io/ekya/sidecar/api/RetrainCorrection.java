/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

/**
 * Payload of a CORRECTED event: a running retraining deviates from its micro-profile in accuracy or
 * time.
 *
 * @param configuration id of the retraining configuration
 * @param epochsDone complete epochs at the interim evaluation
 * @param accuracy of the student in training on held-out labels, 0..1
 * @param heldOut number of those labels
 * @param plannedAccuracy accuracy at the end that was expected so far, 0..1
 * @param expectedAccuracy accuracy at the end that is expected now, 0..1
 * @param remainingGpuSeconds device-busy seconds still needed, including the final evaluation
 * @param reason explanation for people
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
