/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.List;
import java.util.Optional;

/**
 * One camera of a scheduling problem.
 *
 * @param accuracy of its current student, 0..1
 * @param retraining options that can be started; empty if the camera was already retrained in this
 *     window
 * @param running the retraining in progress; an option with the same id refers to this job
 * @param speed training speed as a function of the share of one GPU; linear if empty
 */
public record CameraProfile(
        String id,
        double accuracy,
        List<InferenceOption> inference,
        List<RetrainingOption> retraining,
        Optional<RunningRetraining> running,
        Optional<SpeedCurve> speed) {

    /**
     * An inference configuration: GPUs needed to keep up with the camera, and the factor (0..1) by
     * which it reduces the student's accuracy.
     */
    public record InferenceOption(String id, double gpus, double accuracyFactor) {}

    /**
     * A retraining configuration: its cost in GPU-seconds at 100 % of one GPU, and the expected
     * accuracy, 0..1.
     */
    public record RetrainingOption(String id, double gpuSeconds, double accuracy) {

        /** Returns this option as a running retraining with all its work remaining. */
        RunningRetraining started() {
            return new RunningRetraining(id, gpuSeconds, accuracy);
        }
    }

    /**
     * A retraining in progress: its remaining work in GPU-seconds, and the expected accuracy, 0..1.
     */
    public record RunningRetraining(String id, double remainingGpuSeconds, double accuracy) {

        /**
         * Returns the state after some time.
         *
         * @param speed GPU-seconds of work per second; equals the share if there is no speed curve
         */
        public RunningRetraining after(double seconds, double speed) {
            return new RunningRetraining(
                    id, Math.max(0, remainingGpuSeconds - seconds * speed), accuracy);
        }
    }

    public CameraProfile {
        inference = List.copyOf(inference);
        retraining = List.copyOf(retraining);
    }

    /** A camera with linear training speed: half the share takes twice as long. */
    public CameraProfile(
            String id,
            double accuracy,
            List<InferenceOption> inference,
            List<RetrainingOption> retraining,
            Optional<RunningRetraining> running) {
        this(id, accuracy, inference, retraining, running, Optional.empty());
    }

    /** Returns the training speed at a share, in GPU-seconds of work per second. */
    double speedAt(double share) {
        double gpu = Math.min(1, share);
        return speed.map(curve -> curve.at(gpu)).orElse(gpu);
    }

    /** Returns a copy with other retraining options and another running job. */
    CameraProfile with(List<RetrainingOption> options, Optional<RunningRetraining> job) {
        return new CameraProfile(id, accuracy, inference, options, job, speed);
    }

    /** Returns a copy with a new student, after the camera's retraining has ended. */
    CameraProfile withStudent(double reached) {
        return new CameraProfile(id, reached, inference, List.of(), Optional.empty(), speed);
    }
}
