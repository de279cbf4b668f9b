/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/**
 * The value of a constant total share to one camera: the best split between inference and one
 * retraining, whose share goes to the same camera's inference when it ends.
 */
final class CameraValue {

    private final Grid grid;
    private final GridCamera camera;
    private final double penalty;

    /** The best split of a share, and its value in accuracy-seconds. */
    private record Split(CameraStep step, double value) {}

    /**
     * @param penalty accuracy-seconds subtracted while the camera is below its floor
     */
    CameraValue(Grid grid, int camera, double penalty) {
        this.grid = grid;
        this.camera = grid.camera(camera);
        this.penalty = penalty;
    }

    /**
     * Returns the values of all shares that are worth considering.
     *
     * @param thinned omits most of the large shares, for sites with a very fine grid
     */
    ShareItems items(boolean thinned) {
        int most = Math.min(grid.quanta(), camera.mostDemand() + grid.perGpu());
        BitSet shares = new BitSet();
        shares.set(0);
        for (int s = 1; s <= most; s = thinned ? Math.max(s + 1, (int) (s * 1.15)) : s + 1) {
            shares.set(s);
        }
        for (int demand : camera.demands()) {
            shares.set(demand);
        }
        int[] quanta = shares.stream().toArray();
        double[] values = new double[quanta.length];
        for (int j = 0; j < quanta.length; j++) {
            values[j] = best(quanta[j]).value;
        }
        return ShareItems.undominated(quanta, values);
    }

    /** Returns the best split of a total share. */
    CameraStep step(int share) {
        return best(share).step;
    }

    private Split best(int share) {
        double window = grid.windowSeconds();
        double later = camera.factor(share);
        double terminal = grid.terminalSeconds();
        double bestValue =
                camera.accuracy() * (window * later + terminal)
                        - penaltyAt(camera.accuracy(), share);
        int bestInference = share;
        @Nullable RetrainingJob bestJob = null;
        int[] demands = camera.demands();
        for (int d = -1; d < demands.length; d++) {
            int training = Math.min(grid.perGpu(), share - (d < 0 ? 0 : demands[d]));
            if (training <= 0) {
                break;
            }
            int inference = share - training;
            double now = camera.accuracy() * camera.factor(inference);
            double below = penaltyAt(camera.accuracy(), inference);
            double rate = camera.speed(training);
            for (RetrainingJob job : camera.worthwhile()) {
                double seconds = job.gpuSeconds() / rate;
                if (!(seconds <= window)) {
                    break;
                }
                double value =
                        seconds * now
                                + job.accuracy() * ((window - seconds) * later + terminal)
                                - below;
                if (value > bestValue) {
                    bestValue = value;
                    bestInference = inference;
                    bestJob = job;
                }
            }
        }
        return new Split(new CameraStep(bestInference, bestJob, share - bestInference), bestValue);
    }

    private double penaltyAt(double accuracy, int inference) {
        return camera.belowFloor(accuracy, inference) ? penalty : 0;
    }
}
