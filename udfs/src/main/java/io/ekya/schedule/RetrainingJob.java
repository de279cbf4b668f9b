/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

/**
 * A candidate retraining: a new one or the running one.
 *
 * @param gpuSeconds remaining work, on one whole GPU
 * @param accuracy of the resulting student, 0..1
 */
record RetrainingJob(String id, double gpuSeconds, double accuracy, boolean running) {

    /** Lower bound on work: a job with nothing left to do still has to run to end. */
    private static final double LEAST_GPU_SECONDS = 1e-6;

    RetrainingJob {
        gpuSeconds = Math.max(gpuSeconds, LEAST_GPU_SECONDS);
    }

    /** Returns whether this job costs no more and is at least as accurate as the other. */
    boolean dominates(RetrainingJob other) {
        return gpuSeconds <= other.gpuSeconds && accuracy >= other.accuracy;
    }
}
