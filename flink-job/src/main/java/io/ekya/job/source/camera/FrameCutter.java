/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.DroppedCount;
import io.ekya.job.record.FrameCrops;
import io.ekya.vision.Box;
import io.ekya.vision.Cropper;
import io.ekya.vision.Crops;
import io.ekya.vision.Frame;
import io.ekya.vision.Jpeg;
import io.ekya.vision.RegionFinder;
import io.ekya.vision.TruthMatch;
import java.util.List;
import java.util.function.Function;

/**
 * Turns a camera's frames into records: finds regions, cuts their crops, decides whether the frame
 * is sampled, and keeps the whole frame only if the teacher needs it. Not thread-safe.
 */
public final class FrameCutter {
    private static final double JPEG_QUALITY = 0.9;

    private final CameraConfig camera;
    private final RegionFinder finder;
    private final Function<Frame, FrameCrops.Use> use;
    private final Cropper cropper;
    private final boolean teacherNeedsFrame;

    private FrameCutter(
            CameraConfig camera,
            RegionFinder finder,
            Function<Frame, FrameCrops.Use> use,
            int side,
            boolean teacherNeedsFrame) {
        this.camera = camera;
        this.finder = finder;
        this.use = use;
        this.cropper = new Cropper(side);
        this.teacherNeedsFrame = teacherNeedsFrame;
    }

    /**
     * Creates the cutter of a camera.
     *
     * @param use decides what a frame is used for besides inference
     */
    public static FrameCutter of(
            JobConfig config, CameraConfig camera, Function<Frame, FrameCrops.Use> use) {
        return new FrameCutter(
                camera,
                RegionFinders.of(camera),
                use,
                config.student().side(),
                config.teacher().kind().equals("yolox"));
    }

    /**
     * Finds the regions of a frame and cuts their crops.
     *
     * @param times when the frame was captured
     */
    public FrameCrops cut(Frame frame, FrameCrops.Times times) {
        List<Box> regions = finder.find(frame);
        Crops crops = cropper.crop(frame.image(), regions);
        FrameCrops cut =
                FrameCrops.frame(
                                camera.id(),
                                frame.index(),
                                times,
                                new FrameCrops.Regions(
                                        flat(regions),
                                        crops.side(),
                                        crops.bgr(),
                                        TruthMatch.of(regions, frame)),
                                use.apply(frame))
                        .withDropped(new DroppedCount(0, omitted(regions, frame)));
        return teacherNeedsFrame && cut.use() != FrameCrops.Use.INFER
                ? cut.withJpeg(Jpeg.encode(frame.image(), JPEG_QUALITY))
                : cut;
    }

    /** Given regions beyond the largest number that is cut; they count as incorrect. */
    private int omitted(List<Box> regions, Frame frame) {
        return camera.regions().equals("given") ? frame.boxes().size() - regions.size() : 0;
    }

    private static float[] flat(List<Box> boxes) {
        float[] flat = new float[4 * boxes.size()];
        for (int i = 0; i < boxes.size(); i++) {
            Box box = boxes.get(i);
            flat[4 * i] = box.x();
            flat[4 * i + 1] = box.y();
            flat[4 * i + 2] = box.width();
            flat[4 * i + 3] = box.height();
        }
        return flat;
    }
}
