/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

import io.ekya.vision.Box;
import io.ekya.vision.Crops;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a camera source emits: the crops of one frame, or a notification about the camera.
 *
 * @param index number of the frame since the camera was opened first
 * @param dropped frames lost between the previous record and this one, and their regions (exact
 *     where ground truth is known, estimated otherwise)
 * @param jpeg the whole frame, if it is sampled and the teacher needs it
 * @param error what is wrong with the frame or camera; set for {@link Kind#BAD} and {@link
 *     Kind#REFUSED} only
 * @param cameras set for {@link Kind#CAMERAS} only
 * @param faults number of problems of this kind that the dead letter of a {@link Kind#BAD} record
 *     stands for; 0 if it is counted by another one
 */
public record FrameCrops(
        String camera,
        Kind kind,
        long index,
        Times times,
        Regions regions,
        DroppedCount dropped,
        Use use,
        byte @Nullable [] jpeg,
        @Nullable String error,
        @Nullable CameraSet cameras,
        int faults) {

    /** What a record carries. */
    public enum Kind {
        /** The crops of a frame. */
        FRAME,
        /** No frame: event time has advanced, or the camera was opened. */
        HEARTBEAT,
        /** A frame that could not be used, or a lost camera. */
        BAD,
        /** No frame: the cameras of the site from now on. */
        CAMERAS,
        /** No frame: a change of the cameras was refused. */
        REFUSED
    }

    /** What a frame is used for besides inference. */
    public enum Use {
        /** Inference only. */
        INFER,
        /** Offered to the teacher, which labels some of these frames for training. */
        CANDIDATE,
        /** Held out: labelled by the teacher for evaluation, never trained on. */
        EVALUATE
    }

    /**
     * When a frame was captured, in milliseconds.
     *
     * @param eventMillis event time: the job's origin plus the time since the camera was opened
     * @param capturedAtMillis wall-clock time
     */
    public record Times(long eventMillis, long capturedAtMillis) {}

    /**
     * The regions of a frame.
     *
     * @param boxes x, y, width and height of each region, pixels of the frame
     * @param side side of the crops, pixels
     * @param crops the crops one after another, {@code side * side * 3} bytes each, BGR
     * @param truth true class of each region or UNKNOWN, for metrics only; empty if removed
     */
    public record Regions(float[] boxes, int side, byte[] crops, int[] truth) {
        /** A record without a frame has no regions. */
        public static final Regions NONE = new Regions(new float[0], 0, new byte[0], new int[0]);

        /** Number of regions. */
        public int count() {
            return boxes.length / 4;
        }

        /** The crops as images; there must be at least one region. */
        public Crops images() {
            return new Crops(side, crops);
        }

        /** The boxes, in pixels of the frame. */
        public List<Box> toBoxes() {
            List<Box> list = new ArrayList<>(count());
            for (int i = 0; i < boxes.length; i += 4) {
                list.add(new Box(boxes[i], boxes[i + 1], boxes[i + 2], boxes[i + 3]));
            }
            return list;
        }

        Regions withoutTruth() {
            return new Regions(boxes, side, crops, new int[0]);
        }
    }

    /** A usable frame. */
    public static FrameCrops frame(
            String camera, long index, Times times, Regions regions, Use use) {
        return new FrameCrops(
                camera,
                Kind.FRAME,
                index,
                times,
                regions,
                DroppedCount.NONE,
                use,
                null,
                null,
                null,
                0);
    }

    /** Reports that event time has advanced; carries no frame. */
    public static FrameCrops heartbeat(String camera, long index, Times times) {
        return without(camera, Kind.HEARTBEAT, index, times, DroppedCount.NONE, null);
    }

    /**
     * Reports a problem with a frame or camera.
     *
     * @param frames number of frames lost because of it
     */
    public static FrameCrops bad(String camera, long index, Times times, int frames, String error) {
        return without(camera, Kind.BAD, index, times, new DroppedCount(frames, 0), error);
    }

    /** Names the cameras of the site from now on. */
    public static FrameCrops cameras(CameraSet set, Times times) {
        return new FrameCrops(
                "",
                Kind.CAMERAS,
                0,
                times,
                Regions.NONE,
                DroppedCount.NONE,
                Use.INFER,
                null,
                null,
                set,
                0);
    }

    /**
     * Reports that a change of the cameras was refused.
     *
     * @param camera empty if the change concerns all of them
     */
    public static FrameCrops refused(String camera, Times times, String error) {
        return without(camera, Kind.REFUSED, 0, times, DroppedCount.NONE, error);
    }

    private static FrameCrops without(
            String camera,
            Kind kind,
            long index,
            Times times,
            DroppedCount dropped,
            @Nullable String error) {
        return new FrameCrops(
                camera,
                kind,
                index,
                times,
                Regions.NONE,
                dropped,
                Use.INFER,
                null,
                error,
                null,
                error == null ? 0 : 1);
    }

    /** Whether this record carries a usable frame. */
    public boolean isFrame() {
        return kind == Kind.FRAME;
    }

    /** Returns a copy with additional losses before it. */
    public FrameCrops withDropped(DroppedCount more) {
        return new FrameCrops(
                camera,
                kind,
                index,
                times,
                regions,
                dropped.plus(more),
                use,
                jpeg,
                error,
                null,
                faults);
    }

    /** Returns a copy whose index is counted from that of the camera's frame 0. */
    public FrameCrops numberedFrom(long first) {
        return first == 0
                ? this
                : new FrameCrops(
                        camera,
                        kind,
                        first + index,
                        times,
                        regions,
                        dropped,
                        use,
                        jpeg,
                        error,
                        cameras,
                        faults);
    }

    /** Returns a copy whose dead letter stands for this number of problems; 0 writes none. */
    public FrameCrops withFaults(int number) {
        return new FrameCrops(
                camera, kind, index, times, regions, dropped, use, jpeg, error, cameras, number);
    }

    /** Returns a copy that counts no losses. */
    public FrameCrops withoutLosses() {
        return new FrameCrops(
                camera,
                kind,
                index,
                times,
                regions,
                DroppedCount.NONE,
                use,
                jpeg,
                error,
                cameras,
                faults);
    }

    /** Returns a copy that belongs to another moment. */
    public FrameCrops at(Times moment) {
        return new FrameCrops(
                camera, kind, index, moment, regions, dropped, use, jpeg, error, cameras, faults);
    }

    /** Returns a copy that includes the whole frame. */
    public FrameCrops withJpeg(byte[] image) {
        return new FrameCrops(
                camera, kind, index, times, regions, dropped, use, image, error, null, faults);
    }

    /** Returns a copy without the whole frame: what inference receives. */
    public FrameCrops withoutJpeg() {
        return new FrameCrops(
                camera, kind, index, times, regions, dropped, use, null, error, null, faults);
    }

    /** Returns a copy without true classes: what labelling receives, which must not see them. */
    public FrameCrops withoutTruth() {
        return new FrameCrops(
                camera,
                kind,
                index,
                times,
                regions.withoutTruth(),
                dropped,
                use,
                jpeg,
                error,
                null,
                faults);
    }

    /** Returns a heartbeat with the losses of this record but without its error. */
    public FrameCrops asHeartbeat() {
        return without(camera, Kind.HEARTBEAT, index, times, dropped, null);
    }
}
