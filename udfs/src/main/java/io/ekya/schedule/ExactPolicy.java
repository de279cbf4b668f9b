/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Finds the best of all plans in which every camera has a constant total share and the share of a
 * finished retraining goes to the same camera's inference. The mean accuracy is then a sum of
 * per-camera values that depend only on that camera's share, so dynamic programming over the quanta
 * finds the optimum.
 *
 * <p>If not all floors can be met, the number of cameras below their floor is minimised first, then
 * the mean is maximised. With very many cameras on a very fine grid only a subset of the large
 * shares is considered.
 */
final class ExactPolicy implements Policy {

    private static final long MOST_VALUES = 4_000_000;

    @Override
    public String name() {
        return "exact";
    }

    @Override
    public Plan plan(SchedulingProblem problem) {
        Grid grid = Grid.of(problem);
        return PlanWriter.write(name(), grid, steps(grid));
    }

    static List<Step> steps(Grid grid) {
        return ParallelLanes.steps(grid, start(grid), FreedShare.SAME_CAMERA);
    }

    /** Returns the initial step of every camera. */
    static List<CameraStep> start(Grid grid) {
        double window = grid.windowSeconds() + grid.terminalSeconds();
        double penalty = 2 * window * (grid.size() + 1);
        List<CameraValue> cameraValues =
                IntStream.range(0, grid.size())
                        .mapToObj(c -> new CameraValue(grid, c, penalty))
                        .toList();
        boolean thinned = shares(grid) > MOST_VALUES;
        List<ShareItems> items = cameraValues.stream().map(w -> w.items(thinned)).toList();
        int[] chosen = ShareKnapsack.solve(items, grid.quanta()).chosen();
        List<CameraStep> start = new ArrayList<>(grid.size());
        for (int c = 0; c < grid.size(); c++) {
            start.add(cameraValues.get(c).step(items.get(c).quanta()[chosen[c]]));
        }
        return start;
    }

    private static long shares(Grid grid) {
        long sum = 0;
        for (GridCamera camera : grid.cameras()) {
            sum += Math.min(grid.quanta(), camera.mostDemand() + grid.perGpu());
        }
        return sum;
    }
}
