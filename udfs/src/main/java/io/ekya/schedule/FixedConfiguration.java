/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.List;

/**
 * The paper's ablation with a fixed retraining configuration: the thief scheduler decides only the
 * shares.
 */
final class FixedConfiguration implements Policy {

    private final String configuration;
    private final ThiefPolicy thief;

    FixedConfiguration(String name, String configuration, double delta) {
        this.configuration = configuration;
        this.thief = new ThiefPolicy(name, delta, FreedShare.IDLE, false);
    }

    @Override
    public String name() {
        return thief.name();
    }

    @Override
    public boolean mayUse(String retraining) {
        return retraining.equals(configuration);
    }

    @Override
    public Plan plan(SchedulingProblem problem) {
        return thief.plan(
                problem.withCameras(problem.cameras().stream().map(this::restricted).toList()));
    }

    private CameraProfile restricted(CameraProfile camera) {
        List<CameraProfile.RetrainingOption> options =
                camera.retraining().stream().filter(o -> o.id().equals(configuration)).toList();
        return camera.with(options, camera.running());
    }
}
