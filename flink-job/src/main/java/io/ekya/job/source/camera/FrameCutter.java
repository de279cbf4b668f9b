/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.config.CameraConfig;
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

/**
 * Turns a camera's frames into records: finds regions, cuts their crops, decides whether the frame
 * is sampled, and keeps the whole frame only if the teacher needs it. Used by the camera's thread
 * only.
 */
final class FrameCutter {
    private static final double JPEG_QUALITY = 0.9;

    private final CameraConfig camera;
    private final RegionFinder finder;
    private final FrameUse use;
    private final Cropper cropper;
    private final CameraTime time;
    private final boolean teacherNeedsFrame;

    FrameCutter(
            CameraConfig camera,
            RegionFinder finder,
            FrameUse use,
            int side,
            CameraTime time,
            boolean teacherNeedsFrame) {
        this.camera = camera;
        this.finder = finder;
        this.use = use;
        this.cropper = new Cropper(side);
        this.time = time;
        this.teacherNeedsFrame = teacherNeedsFrame;
    }

    FrameCrops cut(Frame frame) {
        long capturedAt = time.wall();
        List<Box> regions = finder.find(frame);
        Crops crops = cropper.crop(frame.image(), regions);
        FrameCrops cut =
                FrameCrops.frame(
                                camera.id(),
                                frame.index(),
                                new FrameCrops.Times(
                                        time.eventMillis(frame.timeMillis()), capturedAt),
                                new FrameCrops.Regions(
                                        flat(regions),
                                        crops.side(),
                                        crops.bgr(),
                                        TruthMatch.of(regions, frame)),
                                use.of(frame))
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
