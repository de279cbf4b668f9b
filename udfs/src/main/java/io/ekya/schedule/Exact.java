package io.ekya.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The best of all plans in which every camera keeps one total share and a finished retraining's
 * share goes to the same camera's inference. The mean accuracy is then a sum over cameras of a
 * value of that camera's share, so dynamic programming over the quanta finds the best exactly.
 *
 * <p>Where the cameras' floors do not all fit, first the fewest cameras are below, then the mean is
 * highest. With very many cameras on a very fine grid the large shares are thinned out; the plan is
 * then the best of those.
 */
final class Exact implements Policy {

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

    /** What every camera has at the beginning. */
    static List<CameraStep> start(Grid grid) {
        double window = grid.windowSeconds() + grid.terminalSeconds();
        double penalty = 2 * window * (grid.size() + 1);
        List<CameraValue> worths =
                IntStream.range(0, grid.size())
                        .mapToObj(c -> new CameraValue(grid, c, penalty))
                        .toList();
        boolean thinned = shares(grid) > MOST_VALUES;
        List<ShareItems> items = worths.stream().map(w -> w.items(thinned)).toList();
        int[] chosen = ShareKnapsack.solve(items, grid.quanta()).chosen();
        List<CameraStep> start = new ArrayList<>(grid.size());
        for (int c = 0; c < grid.size(); c++) {
            start.add(worths.get(c).step(items.get(c).quanta()[chosen[c]]));
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
