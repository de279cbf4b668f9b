/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.List;

/**
 * The scheduling problem for the rest of a retraining window, for all cameras of a site.
 *
 * @param gpus total number of GPUs
 * @param quantum granularity of shares, in GPUs; 0 selects the default grid
 * @param windowSeconds remaining seconds of the window
 * @param minAccuracy accuracy floor of every camera, 0..1
 * @param reservedShare GPUs reserved for labelling and profiling, subtracted from {@code gpus}
 * @param terminalSeconds weight of a student's accuracy after the window, in seconds
 * @param cameras may be empty
 */
public record SchedulingProblem(
        double gpus,
        double quantum,
        double windowSeconds,
        double minAccuracy,
        double reservedShare,
        double terminalSeconds,
        List<CameraProfile> cameras) {

    /** Remaining GPU-seconds below this are rounding errors. */
    private static final double DONE = 1e-6;

    public SchedulingProblem {
        cameras = List.copyOf(cameras);
    }

    /**
     * Returns all violations, one line each: key, rule, value and fix; empty if the problem can be
     * planned. Policies throw {@link InvalidProblemException} with these lines.
     */
    public List<String> problems() {
        return ProblemCheck.of(this);
    }

    /** Returns a copy with other cameras. */
    public SchedulingProblem withCameras(List<CameraProfile> others) {
        return new SchedulingProblem(
                gpus, quantum, windowSeconds, minAccuracy, reservedShare, terminalSeconds, others);
    }

    /** Returns a copy with another remaining time. */
    public SchedulingProblem withWindow(double seconds) {
        return new SchedulingProblem(
                gpus, quantum, seconds, minAccuracy, reservedShare, terminalSeconds, cameras);
    }

    /**
     * Returns the problem after a camera's retraining has ended: it serves a new student, nothing
     * runs, and nothing can be started in this window. After a failure, pass the old accuracy.
     */
    public SchedulingProblem withStudent(String camera, double accuracy) {
        return withCameras(
                cameras.stream()
                        .map(c -> c.id().equals(camera) ? c.withStudent(accuracy) : c)
                        .toList());
    }

    /** Returns the problem after all retrainings without remaining work have ended as expected. */
    SchedulingProblem withEnded() {
        return withCameras(
                cameras.stream()
                        .map(
                                c ->
                                        c.running()
                                                .filter(r -> r.remainingGpuSeconds() < DONE)
                                                .map(r -> c.withStudent(r.accuracy()))
                                                .orElse(c))
                        .toList());
    }
}
