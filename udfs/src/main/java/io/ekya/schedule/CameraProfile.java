package io.ekya.schedule;

import java.util.List;
import java.util.Optional;

/**
 * One camera of a problem.
 *
 * @param accuracy of its student now, 0..1
 * @param retraining what could be started; empty where the camera was already retrained in this
 *     window
 * @param running the retraining that is under way; an option of the same id means this very job
 * @param speed of its retrainings at a share of one GPU; linear if empty
 */
public record CameraProfile(
        String id,
        double accuracy,
        List<InferenceOption> inference,
        List<RetrainingOption> retraining,
        Optional<RunningRetraining> running,
        Optional<SpeedCurve> speed) {

    /** GPUs needed to keep up, and what is left of the student's accuracy (factor, 0..1). */
    public record InferenceOption(String id, double gpus, double accuracyFactor) {}

    /** GPU-seconds at 100 % of one GPU, and the accuracy it reaches, 0..1. */
    public record RetrainingOption(String id, double gpuSeconds, double accuracy) {

        /** The same, just started. */
        RunningRetraining started() {
            return new RunningRetraining(id, gpuSeconds, accuracy);
        }
    }

    /** What is left to do, GPU-seconds, and the accuracy it reaches, 0..1. */
    public record RunningRetraining(String id, double remainingGpuSeconds, double accuracy) {

        /**
         * The same some time later.
         *
         * @param speed GPU-seconds done in a second; its share, if there is no curve
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

    /** A camera whose retrainings are twice as slow at half the share. */
    public CameraProfile(
            String id,
            double accuracy,
            List<InferenceOption> inference,
            List<RetrainingOption> retraining,
            Optional<RunningRetraining> running) {
        this(id, accuracy, inference, retraining, running, Optional.empty());
    }

    /** GPU-seconds its retraining does in a second at a share. */
    double speedAt(double share) {
        double gpu = Math.min(1, share);
        return speed.map(curve -> curve.at(gpu)).orElse(gpu);
    }

    /** The same camera and student with other retrainings. */
    CameraProfile with(List<RetrainingOption> options, Optional<RunningRetraining> job) {
        return new CameraProfile(id, accuracy, inference, options, job, speed);
    }

    /** The same camera with another student, after its retraining has ended. */
    CameraProfile withStudent(double reached) {
        return new CameraProfile(id, reached, inference, List.of(), Optional.empty(), speed);
    }
}
