/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The paper's baseline: every camera has an equal part of the GPUs, a fixed fraction of it for
 * inference and the rest for retraining with a fixed configuration. A running retraining continues;
 * the training share of a camera without a retraining is spread evenly over all jobs, both at the
 * start and whenever a retraining ends. Floors are ignored.
 */
final class UniformPolicy implements Policy {

    private final String name;
    private final String configuration;
    private final double inferenceShare;

    /**
     * @param configuration id of a retraining option; cameras without this option are not retrained
     * @param inferenceShare fraction of each camera's part, 0..1
     */
    UniformPolicy(String name, String configuration, double inferenceShare) {
        this.name = name;
        this.configuration = configuration;
        this.inferenceShare = inferenceShare;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean mayUse(String retraining) {
        return retraining.equals(configuration);
    }

    @Override
    public Plan plan(SchedulingProblem problem) {
        Grid grid = Grid.of(problem);
        int[] parts = EvenSplit.equal(grid.quanta(), Math.max(1, grid.size()));
        List<CameraStep> start = new ArrayList<>(grid.size());
        int freed = 0;
        for (int c = 0; c < grid.size(); c++) {
            int inference = (int) Math.rint(parts[c] * inferenceShare);
            int training = parts[c] - inference;
            Optional<RetrainingJob> job = job(grid.camera(c));
            if (job.isPresent() && training > 0) {
                start.add(EvenSplit.capped(grid, job.get(), inference, training));
            } else {
                start.add(CameraStep.idle(inference));
                freed += training;
            }
        }
        if (freed > 0) {
            EvenSplit.addEvenly(grid, start, freed);
        }
        return PlanWriter.write(name, grid, ParallelLanes.steps(grid, start, FreedShare.EVENLY));
    }

    private Optional<RetrainingJob> job(GridCamera camera) {
        return camera.jobs().stream()
                .filter(job -> job.running() || job.id().equals(configuration))
                .findFirst();
    }
}
