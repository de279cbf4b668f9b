package io.ekya.schedule;

import java.util.List;
import java.util.Optional;

/**
 * A plan for the rest of the window. Only its first phase is executed; the rest is the estimate.
 *
 * @param policy who made it
 * @param phases in order of time, the first from second 0; every phase lists all cameras
 * @param estimatedAccuracy mean over cameras and time, 0..1
 * @param belowFloor ids of cameras whose floor could not be kept
 */
public record Plan(
        String policy, List<Phase> phases, double estimatedAccuracy, List<String> belowFloor) {

    /** What holds from a second on. */
    public record Phase(double startSeconds, List<Share> cameras) {
        public Phase {
            cameras = List.copyOf(cameras);
        }
    }

    /**
     * One camera in a phase; shares in GPUs.
     *
     * @param inferenceOption id, or empty where none fits
     * @param retraining id of the option or of the running job; empty where none
     */
    public record Share(
            String id,
            Optional<String> inferenceOption,
            double inferenceShare,
            Optional<String> retraining,
            double retrainingShare) {}

    public Plan {
        phases = List.copyOf(phases);
        belowFloor = List.copyOf(belowFloor);
    }
}
