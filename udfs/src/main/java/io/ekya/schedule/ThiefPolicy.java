/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.List;

/**
 * The thief scheduler (Ekya, NSDI '22, Algorithms 1 and 2): starting from equal shares for all
 * inference and retraining jobs, every job steals delta from every other job as long as the
 * estimated mean accuracy rises. After each theft the configurations are chosen again.
 *
 * <p>{@code thief} assumes that a freed share stays idle until the next plan; {@code thief-reuse}
 * assumes that it is spread evenly over the remaining jobs, as the paper's published code does.
 * {@code thief-published} additionally tries all amounts for each pair, as that code does.
 */
final class ThiefPolicy implements Policy {

    private static final int MOST_CAMERAS = 2_000;
    private static final int MOST_CAMERAS_REUSE = 200;

    private final String name;
    private final double delta;
    private final FreedShare freed;
    private final boolean allAmounts;

    /**
     * @param delta GPUs per theft, rounded to a multiple of the quantum
     * @param allAmounts whether each pair tries all multiples of delta and takes the best, instead
     *     of stealing delta repeatedly while it helps
     */
    ThiefPolicy(String name, double delta, FreedShare freed, boolean allAmounts) {
        this.name = name;
        this.delta = delta;
        this.freed = freed;
        this.allAmounts = allAmounts;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public Plan plan(SchedulingProblem problem) {
        Grid grid = Grid.of(problem);
        int most = freed == FreedShare.IDLE ? MOST_CAMERAS : MOST_CAMERAS_REUSE;
        if (grid.size() > most) {
            throw new InvalidProblemException(
                    List.of(
                            "cameras must be at most %d for %s, but are %d; use relay or exact"
                                    .formatted(most, name, grid.size())));
        }
        int step = (int) Math.max(1, Math.rint(delta / grid.quantum()));
        ThiefSearch search = new ThiefSearch(grid, freed);
        List<CameraStep> start =
                allAmounts ? search.stealBestAmounts(step) : search.stealRepeatedly(step);
        return PlanWriter.write(name, grid, ParallelLanes.steps(grid, start, freed));
    }
}
