/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import io.ekya.schedule.CameraProfile.InferenceOption;
import io.ekya.schedule.CameraProfile.RetrainingOption;
import io.ekya.schedule.CameraProfile.RunningRetraining;
import java.util.List;
import java.util.Optional;

/** Small problems on a grid of 0.1 GPUs, with a window of 100 s. */
final class TestingProblems {
    private TestingProblems() {}

    static SchedulingProblem problem(double gpus, CameraProfile... cameras) {
        return new SchedulingProblem(gpus, 0.1, 100, 0, 0, 0, List.of(cameras));
    }

    /** A camera with accuracy 0.5 and one inference option that keeps all accuracy. */
    static CameraProfile camera(String id, double inferenceGpus, RetrainingOption... options) {
        return new CameraProfile(
                id,
                0.5,
                List.of(new InferenceOption("full", inferenceGpus, 1)),
                List.of(options),
                Optional.empty());
    }

    static CameraProfile running(String id, double inferenceGpus, RunningRetraining job) {
        return new CameraProfile(
                id,
                0.5,
                List.of(new InferenceOption("full", inferenceGpus, 1)),
                List.of(),
                Optional.of(job));
    }

    static RetrainingOption option(String id, double gpuSeconds, double accuracy) {
        return new RetrainingOption(id, gpuSeconds, accuracy);
    }
}
