package io.ekya.sidecar.server.mps;

import java.util.Map;

/**
 * What tells a process its share: an environment variable that CUDA reads when it starts, in whole
 * percents of the GPU's threads. It cannot be changed afterwards.
 */
public final class MpsEnvironment {
    /** The variable. */
    public static final String VARIABLE = "CUDA_MPS_ACTIVE_THREAD_PERCENTAGE";

    private MpsEnvironment() {}

    /** A share of one GPU, 0..1, in whole percents, 1..100. */
    public static int percentage(double share) {
        return (int) Math.max(1, Math.min(100, Math.round(100 * share)));
    }

    /** What to add to the environment of a process with this share of one GPU. */
    public static Map<String, String> of(double share) {
        return Map.of(VARIABLE, Integer.toString(percentage(share)));
    }
}
