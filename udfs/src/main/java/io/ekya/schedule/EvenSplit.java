package io.ekya.schedule;

import java.util.List;

/** Deals quanta evenly to jobs; what does not divide goes one each, in camera order. */
final class EvenSplit {

    private EvenSplit() {}

    /** Equal shares of {@code quanta} for {@code jobs} jobs. */
    static int[] equal(int quanta, int jobs) {
        int[] shares = new int[jobs];
        for (int i = 0; i < jobs; i++) {
            shares[i] = quanta / jobs + (i < quanta % jobs ? 1 : 0);
        }
        return shares;
    }

    /**
     * Gives quanta to every camera's inference and to every retraining that runs; a retraining
     * takes no more than one GPU, the rest goes to its camera's inference.
     *
     * @param cameras changed in place
     */
    static void evenly(Grid grid, List<CameraStep> cameras, int quanta) {
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
                cameras.set(c, within(grid, step.job(), inference, step.training() + more[next++]));
            }
        }
    }

    /** A camera's step in which the retraining leaves to inference what it cannot use. */
    static CameraStep within(Grid grid, RetrainingJob job, int inference, int training) {
        int most = Math.min(training, grid.perGpu());
        return new CameraStep(inference + training - most, job, most);
    }
}
