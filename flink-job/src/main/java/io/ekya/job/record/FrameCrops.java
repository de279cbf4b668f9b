package io.ekya.job.record;

import io.ekya.vision.Box;
import java.util.ArrayList;
import java.util.List;

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

    private static final float[] NO_BOXES = {};
    private static final byte[] NO_BYTES = {};
    private static final int[] NO_CLASSES = {};

    /** Says that time goes on; carries no frame. */
    public static FrameCrops heartbeat(String camera, long index, long timeMillis, long atMillis) {
        return empty(camera, HEARTBEAT, index, timeMillis, atMillis, 0, "");
    }

    /**
     * Says what is wrong with a frame or camera.
     *
     * @param frames how many frames were lost by it
     */
    public static FrameCrops bad(
            String camera, long index, long timeMillis, long atMillis, int frames, String error) {
        return empty(camera, BAD, index, timeMillis, atMillis, frames, error);
    }

    private static FrameCrops empty(
            String camera,
            int kind,
            long index,
            long timeMillis,
            long atMillis,
            int droppedFrames,
            String error) {
        return new FrameCrops(
                camera,
                kind,
                index,
                timeMillis,
                atMillis,
                NO_BOXES,
                0,
                NO_BYTES,
                NO_CLASSES,
                droppedFrames,
                0,
                ANSWER,
                NO_BYTES,
                error);
    }

    /** How many regions the frame has. */
    public int regions() {
        return boxes.length / 4;
    }

    /** The regions, in pixels of the frame. */
    public List<Box> regionBoxes() {
        List<Box> list = new ArrayList<>(regions());
        for (int i = 0; i < boxes.length; i += 4) {
            list.add(new Box(boxes[i], boxes[i + 1], boxes[i + 2], boxes[i + 3]));
        }
        return list;
    }

    /** The same, with more lost before it. */
    public FrameCrops withDropped(int frames, int regions) {
        if (frames == 0 && regions == 0) {
            return this;
        }
        return new FrameCrops(
                camera,
                kind,
                index,
                timeMillis,
                capturedAtMillis,
                boxes,
                side,
                crops,
                truth,
                droppedFrames + frames,
                droppedRegions + regions,
                use,
                jpeg,
                error);
    }

    /** The same without the whole frame: what goes to inference. */
    public FrameCrops withoutJpeg() {
        return jpeg.length == 0
                ? this
                : new FrameCrops(
                        camera,
                        kind,
                        index,
                        timeMillis,
                        capturedAtMillis,
                        boxes,
                        side,
                        crops,
                        truth,
                        droppedFrames,
                        droppedRegions,
                        use,
                        NO_BYTES,
                        error);
    }

    /** The same without the true classes: what goes to labelling, which must not know them. */
    public FrameCrops withoutTruth() {
        return new FrameCrops(
                camera,
                kind,
                index,
                timeMillis,
                capturedAtMillis,
                boxes,
                side,
                crops,
                NO_CLASSES,
                droppedFrames,
                droppedRegions,
                use,
                jpeg,
                error);
    }

    /** A word about time in place of a bad frame: what was lost, without what was wrong. */
    public FrameCrops asHeartbeat() {
        return new FrameCrops(
                camera,
                HEARTBEAT,
                index,
                timeMillis,
                capturedAtMillis,
                NO_BOXES,
                0,
                NO_BYTES,
                NO_CLASSES,
                droppedFrames,
                droppedRegions,
                ANSWER,
                NO_BYTES,
                "");
    }
}
