/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.List;

/**
 * The paper's ablation with fixed shares: all jobs have equal shares, and configurations are chosen
 * as by the thief scheduler.
 */
final class FixedShares implements Policy {

    @Override
    public String name() {
        return "fixed-shares";
    }

    @Override
    public Plan plan(SchedulingProblem problem) {
        Grid grid = Grid.of(problem);
        List<CameraStep> start = new ThiefSearch(grid, FreedShare.IDLE).equalShares();
        return PlanWriter.write(name(), grid, ParallelLanes.steps(grid, start, FreedShare.IDLE));
    }
}
