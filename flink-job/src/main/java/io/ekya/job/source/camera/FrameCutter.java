package io.ekya.job.source.camera;

import io.ekya.job.config.CameraConfig;
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
 * Turns a camera's frames into what leaves the source: finds regions, cuts their crops, decides
 * whether the frame is labelled, and keeps the whole frame only where the teacher needs it. Used by
 * the camera's thread alone.
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
        int purpose = use.of(frame);
        boolean keepsFrame = teacherNeedsFrame && purpose != FrameCrops.ANSWER;
        return new FrameCrops(
                camera.id(),
                FrameCrops.FRAME,
                frame.index(),
                time.eventMillis(frame.timeMillis()),
                capturedAt,
                flat(regions),
                crops.side(),
                crops.bgr(),
                TruthMatch.of(regions, frame),
                0,
                leftOut(regions, frame),
                purpose,
                keepsFrame ? Jpeg.encode(frame.image(), JPEG_QUALITY) : new byte[0],
                "");
    }

    /** Given regions beyond the most that are cut: nobody answers them, so they count as wrong. */
    private int leftOut(List<Box> regions, Frame frame) {
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
