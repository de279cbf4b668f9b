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
    public record RetrainingOption(String id, double gpuSeconds, double accuracy) {}

    /** What is left to do, GPU-seconds, and the accuracy it reaches, 0..1. */
    public record RunningRetraining(String id, double remainingGpuSeconds, double accuracy) {}

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
}
