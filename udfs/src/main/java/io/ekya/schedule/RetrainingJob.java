package io.ekya.schedule;

/**
 * A retraining that may run: a new one or the one under way.
 *
 * @param gpuSeconds still to do, on one whole GPU
 * @param accuracy of the student it makes
 */
record RetrainingJob(String id, double gpuSeconds, double accuracy, boolean running) {

    /** A job with nothing left to do still has to be started, so that it can end. */
    private static final double LEAST_GPU_SECONDS = 1e-6;

    RetrainingJob {
        gpuSeconds = Math.max(gpuSeconds, LEAST_GPU_SECONDS);
    }

    /** Whether nobody would choose the other one while this one is to be had. */
    boolean dominates(RetrainingJob other) {
        return gpuSeconds <= other.gpuSeconds && accuracy >= other.accuracy;
    }
}
