/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Converts steps on the grid into a plan in GPUs, with cameras in the problem's order. */
final class PlanWriter {

    private final Grid grid;
    private final int[] place;

    private PlanWriter(Grid grid) {
        this.grid = grid;
        Map<String, Integer> byId = new HashMap<>();
        for (int c = 0; c < grid.size(); c++) {
            byId.put(grid.camera(c).id(), c);
        }
        this.place =
                grid.problem().cameras().stream()
                        .mapToInt(c -> byId.getOrDefault(c.id(), 0))
                        .toArray();
    }

    static Plan write(String policy, Grid grid, List<Step> steps) {
        return new PlanWriter(grid).plan(policy, steps, Estimate.of(grid, steps));
    }

    private Plan plan(String policy, List<Step> steps, Estimate estimate) {
        List<Plan.Phase> phases = new ArrayList<>(steps.size());
        CameraStep[] before = new CameraStep[grid.size()];
        Plan.Share[] shares = new Plan.Share[grid.size()];
        for (Step step : steps) {
            for (int c = 0; c < grid.size(); c++) {
                CameraStep now = step.cameras().get(c);
                if (!now.equals(before[c])) {
                    before[c] = now;
                    shares[c] = share(grid.camera(c), now);
                }
            }
            phases.add(
                    new Plan.Phase(
                            step.startSeconds(),
                            Arrays.stream(place).mapToObj(c -> shares[c]).toList()));
        }
        List<String> below =
                Arrays.stream(place)
                        .filter(estimate.belowFloor()::get)
                        .mapToObj(c -> grid.camera(c).id())
                        .toList();
        return new Plan(policy, phases, estimate.accuracy(), below);
    }

    private Plan.Share share(GridCamera camera, CameraStep step) {
        int option = camera.option(step.inference());
        RetrainingJob job = step.job();
        return new Plan.Share(
                camera.id(),
                option < 0 ? Optional.empty() : Optional.of(camera.optionId(option)),
                grid.gpus(step.inference()),
                job == null ? Optional.empty() : Optional.of(job.id()),
                grid.gpus(step.training()));
    }
}
