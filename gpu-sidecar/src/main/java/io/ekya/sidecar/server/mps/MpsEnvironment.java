/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.mps;

import java.util.Map;

/**
 * Sets the share of a process by an environment variable that CUDA reads when it starts, in percent
 * of the GPU's threads. The share cannot be changed afterwards.
 */
public final class MpsEnvironment {
    /** Name of the variable. */
    public static final String VARIABLE = "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE";

    private MpsEnvironment() {}

    /** Converts a share of one GPU, 0..1, to percent, 1..100. */
    public static int percentage(double share) {
        return (int) Math.max(1, Math.min(100, Math.round(100 * share)));
    }

    /** Returns the environment of a process with this share of one GPU. */
    public static Map<String, String> of(double share) {
        return Map.of(VARIABLE, Integer.toString(percentage(share)));
    }
}
