/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.List;
import java.util.Optional;

/**
 * A plan for the rest of the window. Only the first phase is executed; later phases serve the
 * estimate.
 *
 * @param policy name of the policy
 * @param phases in time order, the first starts at 0; every phase lists all cameras
 * @param estimatedAccuracy mean over cameras and time, 0..1
 * @param belowFloor ids of cameras whose floor cannot be kept
 */
public record Plan(
        String policy, List<Phase> phases, double estimatedAccuracy, List<String> belowFloor) {

    /** The shares from a point in time until the next phase. */
    public record Phase(double startSeconds, List<Share> cameras) {
        public Phase {
            cameras = List.copyOf(cameras);
        }
    }

    /**
     * One camera in a phase; shares in GPUs.
     *
     * @param inferenceOption id, or empty if none fits
     * @param retraining id of the option or of the running job; empty if there is none
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
