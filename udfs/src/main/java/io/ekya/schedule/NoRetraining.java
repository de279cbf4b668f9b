/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.List;

/**
 * The baseline without retraining: all GPUs serve inference, and a running retraining is cancelled.
 */
final class NoRetraining implements Policy {

    @Override
    public String name() {
        return "no-retraining";
    }

    @Override
    public Plan plan(SchedulingProblem problem) {
        Grid grid = Grid.of(problem);
        List<CameraStep> shares =
                InferenceShares.best(grid, InferenceShares.ofCurrentStudents(grid, false));
        return PlanWriter.write(name(), grid, List.of(new Step(0, shares)));
    }
}
