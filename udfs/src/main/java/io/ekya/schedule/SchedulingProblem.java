package io.ekya.schedule;

import java.util.List;

/**
 * What has to be decided: the rest of a retraining window, for all cameras together.
 *
 * @param gpus in all
 * @param quantum step of every share, GPUs; 0 chooses the default grid
 * @param windowSeconds what is left of the window
 * @param minAccuracy floor for every camera, 0..1
 * @param reservedShare GPUs kept for labelling and profiling, taken off {@code gpus}
 * @param terminalSeconds worth of a student beyond the window, in seconds of its accuracy
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

    /** GPU-seconds that are rounding. */
    private static final double DONE = 1e-6;

    public SchedulingProblem {
        cameras = List.copyOf(cameras);
    }

    /**
     * Everything that is wrong with it, one line each: key, rule, value, fix. Empty if it can be
     * planned; policies throw {@link InvalidProblemException} with these lines.
     */
    public List<String> problems() {
        return ProblemCheck.of(this);
    }

    /** The same site and window with other cameras. */
    public SchedulingProblem withCameras(List<CameraProfile> others) {
        return new SchedulingProblem(
                gpus, quantum, windowSeconds, minAccuracy, reservedShare, terminalSeconds, others);
    }

    /** The same site with other time left. */
    public SchedulingProblem withWindow(double seconds) {
        return new SchedulingProblem(
                gpus, quantum, seconds, minAccuracy, reservedShare, terminalSeconds, cameras);
    }

    /**
     * What is left after a camera's retraining has ended: it has another student, nothing runs and
     * nothing may be started again in this window. After a failure give its old accuracy.
     */
    public SchedulingProblem withStudent(String camera, double accuracy) {
        return withCameras(
                cameras.stream()
                        .map(c -> c.id().equals(camera) ? c.withStudent(accuracy) : c)
                        .toList());
    }

    /** The same after all retrainings with nothing left to do have ended as expected. */
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
