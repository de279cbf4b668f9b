/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.Comparator;
import java.util.List;

/**
 * A validated problem in whole quanta, on which all policies plan. Cameras are sorted by id, so
 * that their order in the problem does not affect plans.
 */
final class Grid {

    /**
     * Tolerance for sums of doubles: seconds and accuracies closer than this are considered equal.
     */
    static final double TOLERANCE = 1e-9;

    private static final double FINEST = 1e-6;

    private final SchedulingProblem problem;
    private final double quantum;
    private final int perGpu;
    private final int quanta;
    private final List<GridCamera> cameras;

    private Grid(SchedulingProblem problem) {
        this.problem = problem;
        this.perGpu = perGpu(problem);
        this.quantum = 1.0 / perGpu;
        this.quanta = (int) Math.floor((problem.gpus() - problem.reservedShare()) * perGpu + 1e-6);
        this.cameras =
                problem.cameras().stream()
                        .sorted(Comparator.comparing(CameraProfile::id))
                        .map(c -> GridCamera.of(c, problem.minAccuracy(), quantum, quanta, perGpu))
                        .toList();
    }

    /**
     * @throws InvalidProblemException listing all problems
     */
    static Grid of(SchedulingProblem problem) {
        List<String> wrong = ProblemCheck.of(problem);
        if (!wrong.isEmpty()) {
            throw new InvalidProblemException(wrong);
        }
        return new Grid(problem);
    }

    /**
     * Returns the quanta per GPU: as configured, or else for the largest step 1/n ≤ min(0.1, gpus /
     * (8 · cameras)).
     */
    private static int perGpu(SchedulingProblem problem) {
        if (problem.quantum() > 0) {
            return (int) Math.rint(1 / problem.quantum());
        }
        double fair = problem.gpus() / (8.0 * Math.max(1, problem.cameras().size()));
        double largest = fair > 0 ? Math.max(FINEST, Math.min(0.1, fair)) : 0.1;
        return (int) Math.ceil(1 / largest - 1e-9);
    }

    static int roundUp(double gpus, double quantum) {
        double steps = Math.ceil(gpus / quantum - 1e-6);
        return steps > Integer.MAX_VALUE ? Integer.MAX_VALUE : (int) steps;
    }

    SchedulingProblem problem() {
        return problem;
    }

    double quantum() {
        return quantum;
    }

    /** Returns the quanta of one GPU, the most a retraining can use. */
    int perGpu() {
        return perGpu;
    }

    /** Returns the total number of quanta to allocate. */
    int quanta() {
        return quanta;
    }

    List<GridCamera> cameras() {
        return cameras;
    }

    GridCamera camera(int index) {
        return cameras.get(index);
    }

    int size() {
        return cameras.size();
    }

    double windowSeconds() {
        return problem.windowSeconds();
    }

    double terminalSeconds() {
        return problem.terminalSeconds();
    }

    double gpus(int quanta) {
        return quanta == perGpu ? 1 : quanta / (double) perGpu;
    }
}
