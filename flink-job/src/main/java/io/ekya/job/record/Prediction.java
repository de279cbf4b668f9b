package io.ekya.job.record;

/**
 * The answer for one frame; unique by (camera, index).
 *
 * @param window number of the retraining window
 * @param how {@link #ANALYSED}, {@link #CARRIED} from the last analysed frame, {@link #DROPPED}, or
 *     {@link #NONE}
 * @param classes class of each region, or UNKNOWN where there is no answer (counts as wrong)
 * @param truth true class of each region or UNKNOWN; for the metric alone
 * @param droppedFrames frames lost at the source since the camera's previous answer
 * @param droppedRegions regions on those frames
 * @param student sha256 of the student that answered
 * @param configuration id of the inference configuration in force
 * @param latencyMillis from capture to answer
 * @param host machine that computed it
 */
public record Prediction(
        String camera,
        long index,
        long timeMillis,
        long window,
        int how,
        float[] boxes,
        int[] classes,
        int[] truth,
        int droppedFrames,
        int droppedRegions,
        String student,
        String configuration,
        long latencyMillis,
        String host) {

    public static final int ANALYSED = 0;
    public static final int CARRIED = 1;
    public static final int DROPPED = 2;

    /** No frame and no answer: says that time goes on, and what was lost meanwhile. */
    public static final int NONE = 3;
}
