/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.BitSet;
import java.util.List;

/**
 * The estimated value of a sequence of steps, by which all policies are compared.
 *
 * @param accuracy mean over cameras and the remaining time, 0..1
 * @param objective the same plus the value of the students beyond the window
 * @param belowFloor cameras that are below their floor at some time, by grid index
 */
record Estimate(double accuracy, double objective, BitSet belowFloor) {

    /** Simulates the steps; a new student serves from the end of its retraining. */
    static Estimate of(Grid grid, List<Step> steps) {
        double window = grid.windowSeconds();
        double seconds = 0;
        double beyond = 0;
        BitSet below = new BitSet();
        for (int c = 0; c < grid.size(); c++) {
            GridCamera camera = grid.camera(c);
            double student = camera.accuracy();
            double done = 0;
            for (int k = 0; k < steps.size(); k++) {
                double start = steps.get(k).startSeconds();
                double end = k + 1 < steps.size() ? steps.get(k + 1).startSeconds() : window;
                double length = Math.min(end, window) - start;
                CameraStep step = steps.get(k).cameras().get(c);
                if (length <= 0) {
                    continue;
                }
                double factor = camera.factor(step.inference());
                if (camera.belowFloor(student, step.inference())) {
                    below.set(c);
                }
                RetrainingJob job = step.job();
                if (job == null) {
                    done = 0;
                    seconds += length * student * factor;
                    continue;
                }
                double rate = camera.speed(step.training());
                double left = rate > 0 ? (job.gpuSeconds() - done) / rate : Double.MAX_VALUE;
                done += rate * length;
                if (left <= length + Grid.TOLERANCE) {
                    double before = Math.min(left, length);
                    seconds += factor * (before * student + (length - before) * job.accuracy());
                    student = job.accuracy();
                    done = 0;
                } else {
                    seconds += length * student * factor;
                }
            }
            beyond += grid.terminalSeconds() * student;
        }
        double all = Math.max(1, grid.size()) * window;
        return new Estimate(seconds / all, (seconds + beyond) / all, below);
    }

    /**
     * Returns whether this has fewer cameras below their floor or, if equal, a higher objective.
     */
    boolean betterThan(Estimate other) {
        int mine = belowFloor.cardinality();
        int theirs = other.belowFloor.cardinality();
        return mine != theirs ? mine < theirs : objective > other.objective;
    }
}
