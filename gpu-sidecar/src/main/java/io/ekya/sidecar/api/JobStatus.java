/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import org.jspecify.annotations.Nullable;

/**
 * A running or pending job as shown in the status.
 *
 * @param kind {@link #PROFILE} or {@link #RETRAIN}
 * @param configuration id of the retraining configuration; null for a micro-profile
 * @param stage current stage
 * @param stepsDone mini-batches done in this stage; null where they are not counted
 * @param stepsTotal all mini-batches of this stage; null where they are not counted
 * @param share requested share, 0..1 of one GPU
 * @param achievedShare busy time over elapsed time since the start; null for a micro-profile
 * @param gpuSeconds device-busy seconds so far; null for a micro-profile
 */
public record JobStatus(
        String kind,
        String site,
        String camera,
        long window,
        @Nullable String configuration,
        String stage,
        @Nullable Integer stepsDone,
        @Nullable Integer stepsTotal,
        double share,
        @Nullable Double achievedShare,
        @Nullable Double gpuSeconds) {
    public static final String PROFILE = "profile";
    public static final String RETRAIN = "retrain";
}
