package io.ekya.schedule;

import java.util.List;

/** Students stay as they are, all GPUs serve inference; a retraining under way is dropped. */
final class NoRetraining implements Policy {

    @Override
    public String name() {
        return "no-retraining";
    }

    @Override
    public Plan plan(SchedulingProblem problem) {
        Grid grid = Grid.of(problem);
        List<CameraStep> shares = InferenceShares.best(grid, InferenceShares.now(grid, false));
        return PlanWriter.write(name(), grid, List.of(new Step(0, shares)));
    }
}
