/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.List;
import java.util.Optional;

/**
 * An upper bound on the accuracy of any plan: every retraining is instantaneous and free, inference
 * is limited by the GPUs, and floors are ignored. The resulting plan cannot be executed.
 */
final class UpperBound implements Policy {

    @Override
    public String name() {
        return "upper-bound";
    }

    @Override
    public Plan plan(SchedulingProblem problem) {
        Grid original = Grid.of(problem);
        Grid grid =
                Grid.of(
                        new SchedulingProblem(
                                problem.gpus(),
                                original.quantum(),
                                problem.windowSeconds(),
                                0,
                                problem.reservedShare(),
                                problem.terminalSeconds(),
                                problem.cameras().stream().map(UpperBound::retrained).toList()));
        List<CameraStep> shares =
                InferenceShares.best(grid, InferenceShares.ofCurrentStudents(grid, false));
        return PlanWriter.write(name(), grid, List.of(new Step(0, shares)));
    }

    private static CameraProfile retrained(CameraProfile camera) {
        double best = camera.accuracy();
        for (CameraProfile.RetrainingOption option : camera.retraining()) {
            best = Math.max(best, option.accuracy());
        }
        best = Math.max(best, camera.running().map(r -> r.accuracy()).orElse(0.0));
        return new CameraProfile(
                camera.id(), best, camera.inference(), List.of(), Optional.empty());
    }
}
