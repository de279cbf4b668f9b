/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.List;

/**
 * Runs retrainings one after another instead of side by side, in order of gain per GPU-second, each
 * with the share that costs the least accuracy, and reallocates inference in every phase. Two jobs
 * that share a GPU evenly both end late; run in sequence, the first ends in half the time and the
 * second no later. The plan of {@link Exact} is used wherever it is better.
 *
 * <p>Up to 64 cameras, inference shares are found by dynamic programming; beyond that, by concave
 * envelopes. {@code relay-envelope} uses envelopes for any number of cameras, to measure what they
 * cost in accuracy.
 */
final class RelayPolicy implements Policy {

    private static final int MOST_CAMERAS_BY_TABLE = 64;
    private static final int MOST_CAMERAS_SEARCHED_BY_TABLE = 8;
    private static final long MOST_PHASES = 30_000;
    private static final long MOST_CAMERA_PHASES = 60_000_000;

    private final String name;
    private final int mostByTable;

    private RelayPolicy(String name, int mostByTable) {
        this.name = name;
        this.mostByTable = mostByTable;
    }

    static RelayPolicy standard() {
        return new RelayPolicy("relay", MOST_CAMERAS_BY_TABLE);
    }

    static RelayPolicy byEnvelopes() {
        return new RelayPolicy("relay-envelope", 0);
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Plan plan(SchedulingProblem problem) {
        Grid grid = Grid.of(problem);
        return PlanWriter.write(name, grid, steps(grid));
    }

    private List<Step> steps(Grid grid) {
        List<CameraStep> start = ExactPolicy.start(grid);
        List<Step> best = ParallelLanes.steps(grid, start, FreedShare.SAME_CAMERA);
        Estimate estimate = Estimate.of(grid, best);
        InferenceRate rate =
                grid.size() <= mostByTable
                        ? new TableRate(grid, estimate.belowFloor())
                        : new EnvelopeRate(grid, estimate.belowFloor());
        InferenceRate searchRate =
                grid.size() <= Math.min(mostByTable, MOST_CAMERAS_SEARCHED_BY_TABLE)
                        ? rate
                        : new EnvelopeRate(grid, estimate.belowFloor());
        long phases = Math.min(MOST_PHASES, MOST_CAMERA_PHASES / Math.max(1, grid.size()));
        List<List<Step>> others =
                List.of(
                        ParallelLanes.steps(grid, start, FreedShare.IDLE),
                        new RelaySearch(grid, searchRate, start, phases).steps());
        for (List<Step> other : others) {
            List<Step> steps = InferenceReallocation.apply(grid, rate, other);
            Estimate candidate = Estimate.of(grid, steps);
            if (candidate.betterThan(estimate)) {
                best = steps;
                estimate = candidate;
            }
        }
        return best;
    }
}
