/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.List;

/**
 * Splits quanta evenly between jobs; the remainder goes to the first jobs, one quantum each, in
 * camera order.
 */
final class EvenSplit {

    private EvenSplit() {}

    /** Splits {@code quanta} into {@code jobs} equal shares. */
    static int[] equal(int quanta, int jobs) {
        int[] shares = new int[jobs];
        for (int i = 0; i < jobs; i++) {
            shares[i] = quanta / jobs + (i < quanta % jobs ? 1 : 0);
        }
        return shares;
    }

    /**
     * Adds quanta evenly to every camera's inference and every running retraining. A retraining
     * takes at most one GPU; its surplus goes to its camera's inference.
     *
     * @param cameras modified in place
     */
    static void addEvenly(Grid grid, List<CameraStep> cameras, int quanta) {
        int jobs = cameras.size();
        for (CameraStep step : cameras) {
            jobs += step.job() == null ? 0 : 1;
        }
        int[] more = equal(quanta, jobs);
        int next = 0;
        for (int c = 0; c < cameras.size(); c++) {
            CameraStep step = cameras.get(c);
            int inference = step.inference() + more[next++];
            if (step.job() == null) {
                cameras.set(c, step.withInference(inference));
            } else {
                cameras.set(c, capped(grid, step.job(), inference, step.training() + more[next++]));
            }
        }
    }

    /**
     * Returns a step in which the retraining is capped at one GPU and inference gets the surplus.
     */
    static CameraStep capped(Grid grid, RetrainingJob job, int inference, int training) {
        int most = Math.min(training, grid.perGpu());
        return new CameraStep(inference + training - most, job, most);
    }
}
