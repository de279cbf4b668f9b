package io.ekya.schedule;

import java.util.List;

/**
 * The paper's ablation without a choice of the retraining configuration: the thief decides shares,
 * every camera may be retrained with the one configuration only.
 */
final class FixedConfiguration implements Policy {

    private final String configuration;
    private final Thief thief;

    FixedConfiguration(String name, String configuration, double delta) {
        this.configuration = configuration;
        this.thief = new Thief(name, delta, FreedShare.IDLE, false);
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
        return thief.plan(problem.withCameras(problem.cameras().stream().map(this::only).toList()));
    }

    private CameraProfile only(CameraProfile camera) {
        List<CameraProfile.RetrainingOption> options =
                camera.retraining().stream().filter(o -> o.id().equals(configuration)).toList();
        return camera.with(options, camera.running());
    }
}
