package io.ekya.job.record;

/**
 * What leaves a camera's source: the crops of one frame, or a word about the camera.
 *
 * @param kind {@link #FRAME}, {@link #HEARTBEAT} (no frame for a while, or the camera was opened:
 *     time goes on) or {@link #BAD} (a frame that could not be used, or a lost camera)
 * @param index number of the frame since the camera's beginning
 * @param timeMillis event time: the job's origin + time since the camera's beginning
 * @param capturedAtMillis wall-clock time at which the frame was there
 * @param boxes x, y, width, height of each region, pixels of the frame
 * @param side side of the crops, pixels
 * @param crops the crops one after another, {@code side * side * 3} bytes each, BGR
 * @param truth true class of each region or UNKNOWN; for the metric alone
 * @param droppedFrames frames lost between the previous record and this one
 * @param droppedRegions regions on those frames (true ones where known, else estimated)
 * @param use {@link #ANSWER}, {@link #LABEL} (also labelled for training) or {@link #EVALUATE}
 *     (also labelled, for the metric only)
 * @param jpeg the whole frame where it is labelled by a teacher that needs it, else empty
 * @param error what is wrong, where kind is BAD; else empty
 */
public record FrameCrops(
        String camera,
        int kind,
        long index,
        long timeMillis,
        long capturedAtMillis,
        float[] boxes,
        int side,
        byte[] crops,
        int[] truth,
        int droppedFrames,
        int droppedRegions,
        int use,
        byte[] jpeg,
        String error) {

    public static final int FRAME = 0;
    public static final int HEARTBEAT = 1;
    public static final int BAD = 2;

    public static final int ANSWER = 0;
    public static final int LABEL = 1;
    public static final int EVALUATE = 2;
}
