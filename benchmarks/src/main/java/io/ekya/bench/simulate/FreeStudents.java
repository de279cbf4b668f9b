/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import io.ekya.schedule.CameraProfile;
import io.ekya.schedule.Plan;
import io.ekya.schedule.Policies;
import io.ekya.schedule.SchedulingProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Accuracy of inference with students whose training uses no GPU time. */
final class FreeStudents {
    private FreeStudents() {}

    /** Returns the mean accuracy at the best inference shares of a window. */
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
