package io.ekya.bench.simulate;

import io.ekya.schedule.CameraProfile;
import io.ekya.schedule.Plan;
import io.ekya.schedule.Policies;
import io.ekya.schedule.SchedulingProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Inference alone, with students that cost no GPU time here. */
final class FreeStudents {
    private FreeStudents() {}

    /** Mean accuracy of one moment of a window at the best inference shares. */
    static double accuracy(Trace trace, SimulationSetting setting, int window, double[] accuracy) {
        List<CameraProfile> cameras = new ArrayList<>();
        for (int c = 0; c < accuracy.length; c++) {
            Trace.Camera camera = trace.cameras().get(c);
            cameras.add(
                    new CameraProfile(
                            camera.id(),
                            accuracy[c],
                            camera.windows().get(window).inference().stream()
                                    .map(
                                            i ->
                                                    new CameraProfile.InferenceOption(
                                                            i.id(), i.gpus(), i.factor()))
                                    .toList(),
                            List.of(),
                            Optional.empty()));
        }
        Plan plan =
                Policies.named("no-retraining")
                        .plan(
                                new SchedulingProblem(
                                        setting.gpus(),
                                        setting.quantum(),
                                        trace.header().windowSeconds(),
                                        0,
                                        0,
                                        0,
                                        cameras));
        return plan.estimatedAccuracy();
    }
}
