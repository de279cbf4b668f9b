package io.ekya.bench.estimate;

/**
 * What a micro-profile said of one configuration, and what it was really worth. Accuracies are
 * 0..1.
 *
 * @param street seed of the camera's street
 * @param start of the serving student, on truly labelled crops
 * @param estimated after the retraining, by the micro-profile
 * @param truth after the retraining, on truly labelled crops
 * @param before what the same configuration reached in the window before; NaN in the first
 * @param trainSeconds CPU seconds of the real training
 * @param estimatedSeconds by the micro-profile
 */
record Estimate(
        long street,
        int window,
        String configuration,
        double start,
        double estimated,
        double truth,
        double before,
        double trainSeconds,
        double estimatedSeconds) {

    double error() {
        return Math.abs(estimated - truth);
    }

    /** Of saying that nothing changes. */
    double errorOfStart() {
        return Math.abs(start - truth);
    }

    /** Of saying that it is as in the window before; of the start's accuracy in the first. */
    double errorOfBefore() {
        return Double.isFinite(before) ? Math.abs(before - truth) : errorOfStart();
    }
}
