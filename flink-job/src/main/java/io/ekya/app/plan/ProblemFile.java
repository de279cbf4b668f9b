/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.plan;

import io.ekya.job.config.ConfigKey;
import io.ekya.schedule.CameraProfile;
import io.ekya.schedule.SchedulingProblem;
import io.ekya.schedule.SpeedCurve;
import java.util.List;
import java.util.Optional;

/**
 * The form of a problem file: keys, types and defaults. The values are checked by {@link
 * SchedulingProblem#problems}.
 */
public record ProblemFile(
        @ConfigKey(text = "Number of GPUs, such as 1 or 0.5") double gpus,
        @ConfigKey(
                        text =
                                "Step of all shares, GPUs; 0 uses a default that depends on the cameras",
                        byDefault = "0")
                double quantum,
        @ConfigKey(text = "Remaining time of the retraining window, seconds") double windowSeconds,
        @ConfigKey(text = "Accuracy floor of every camera, 0..1", byDefault = "0")
                double minAccuracy,
        @ConfigKey(text = "GPUs reserved for labelling and micro-profiling", byDefault = "0")
                double reservedShare,
        @ConfigKey(
                        text =
                                "Seconds after the window for which the accuracy of a student counts",
                        byDefault = "0")
                double terminalSeconds,
        @ConfigKey(text = "The cameras of the site") List<Camera> cameras) {

    public ProblemFile {
        cameras = List.copyOf(cameras);
    }

    /** One camera. */
    public record Camera(
            @ConfigKey(text = "Unique name of the camera") String id,
            @ConfigKey(text = "Accuracy of the serving student, 0..1") double accuracy,
            @ConfigKey(text = "Inference configurations to choose from") List<Inference> inference,
            @ConfigKey(text = "Retraining configurations to choose from")
                    List<Retraining> retraining,
            @ConfigKey(text = "The retraining that is running, if any") Optional<Running> running,
            @ConfigKey(
                            text = "Speed of retrainings by GPU share; linear if omitted",
                            byDefault = "[]")
                    List<SpeedPoint> speed) {

        public Camera {
            inference = List.copyOf(inference);
            retraining = List.copyOf(retraining);
            speed = List.copyOf(speed);
        }

        private CameraProfile toProfile() {
            return new CameraProfile(
                    id,
                    accuracy,
                    inference.stream().map(Inference::toOption).toList(),
                    retraining.stream().map(Retraining::toOption).toList(),
                    running.map(Running::toRunning),
                    speed.isEmpty()
                            ? Optional.empty()
                            : Optional.of(
                                    new SpeedCurve(
                                            speed.stream().map(SpeedPoint::toPoint).toList())));
        }
    }

    /** An inference configuration. */
    public record Inference(
            @ConfigKey(text = "Unique name of the inference configuration") String id,
            @ConfigKey(text = "GPUs needed to keep up with the camera") double gpus,
            @ConfigKey(text = "Factor applied to the accuracy of the student, 0..1")
                    double accuracyFactor) {

        private CameraProfile.InferenceOption toOption() {
            return new CameraProfile.InferenceOption(id, gpus, accuracyFactor);
        }
    }

    /** A retraining configuration that could be started. */
    public record Retraining(
            @ConfigKey(text = "Unique name of the retraining configuration") String id,
            @ConfigKey(text = "Cost in seconds on one whole GPU") double gpuSeconds,
            @ConfigKey(text = "Accuracy after the retraining, 0..1") double accuracy) {

        private CameraProfile.RetrainingOption toOption() {
            return new CameraProfile.RetrainingOption(id, gpuSeconds, accuracy);
        }
    }

    /** A retraining that is running. */
    public record Running(
            @ConfigKey(text = "Name of its retraining configuration") String id,
            @ConfigKey(text = "Remaining cost in seconds on one whole GPU")
                    double remainingGpuSeconds,
            @ConfigKey(text = "Accuracy after the retraining, 0..1") double accuracy) {

        private CameraProfile.RunningRetraining toRunning() {
            return new CameraProfile.RunningRetraining(id, remainingGpuSeconds, accuracy);
        }
    }

    /** A point of the curve of speed by share. */
    public record SpeedPoint(
            @ConfigKey(text = "Share of one GPU, 0..1") double share,
            @ConfigKey(text = "Speed relative to one whole GPU, 0..1") double speed) {

        private SpeedCurve.Point toPoint() {
            return new SpeedCurve.Point(share, speed);
        }
    }

    /** Returns the scheduling problem, which may still have invalid values. */
    SchedulingProblem toProblem() {
        return new SchedulingProblem(
                gpus,
                quantum,
                windowSeconds,
                minAccuracy,
                reservedShare,
                terminalSeconds,
                cameras.stream().map(Camera::toProfile).toList());
    }
}
