/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import boofcv.alg.background.BackgroundModelStationary;
import boofcv.concurrency.BoofConcurrency;
import boofcv.factory.background.ConfigBackgroundGmm;
import boofcv.factory.background.FactoryBackgroundModel;
import boofcv.struct.image.GrayU8;
import boofcv.struct.image.ImageType;
import java.util.ArrayList;
import java.util.List;

/**
 * Finds moving objects in front of a fixed camera by background subtraction: a mixture of Gaussians
 * per pixel (BoofCV), then noise removal and merging of adjacent blobs. Objects that stand still
 * for about 200 frames become background, as do leaves in the wind. If most of the image changes at
 * once (lights switched, camera turned), nothing is found and the background is relearnt. Works on
 * a greyscale image at most {@value #WORKING_WIDTH} pixels wide; 1.5 to 2 ms per frame of 320x180
 * on one core.
 */
public final class MotionRegions implements RegionFinder {
    static final int WORKING_WIDTH = 400;

    /** Frames used to learn the background before any region is reported. */
    static final int WARM_UP_FRAMES = 25;

    /** Consecutive frames with most of the image changed after which the background is relearnt. */
    private static final int RELEARN_FRAMES = 10;

    /** Range of a region's area, as a share of the frame's. */
    private static final double MIN_AREA = 0.0015;

    private static final double MAX_AREA = 0.5;

    /** Gap, as a share of the frame's height, below which blobs are merged. */
    private static final double JOIN = 0.015;

    static {
        BoofConcurrency.USE_CONCURRENT = false; // each camera has one thread
    }

    private final int most;
    private final BackgroundModelStationary<GrayU8> background = newBackground();
    private final Blobs blobs = new Blobs();
    private final GrayU8 grey = new GrayU8(1, 1);
    private final GrayU8 moving = new GrayU8(1, 1);
    private int seen;
    private int changedFrames;

    /**
     * Creates a finder without a background model.
     *
     * @param most maximum number of regions per frame; the smallest ones beyond are dropped
     */
    public MotionRegions(int most) {
        Largest.check(most);
        this.most = most;
    }

    /** Values tuned by inspecting the boxes on a roadside and an indoor camera. */
    private static BackgroundModelStationary<GrayU8> newBackground() {
        ConfigBackgroundGmm config = new ConfigBackgroundGmm();
        config.learningPeriod = 1500;
        config.significantWeight = 0.15f;
        config.initialVariance = 250;
        config.maxDistance = 9;
        config.numberOfGaussian = 5;
        config.decayCoefient = 0.001f;
        return FactoryBackgroundModel.stationaryGmm(config, ImageType.single(GrayU8.class));
    }

    @Override
    public List<Box> find(Frame frame) {
        int shrink = (frame.image().width() + WORKING_WIDTH - 1) / WORKING_WIDTH;
        toGrey(frame.image(), shrink);
        background.updateBackground(grey, moving);
        seen++;
        if (mostlyChanged()) {
            return List.of();
        }
        List<Box> found = Joined.of(blobs.of(moving), JOIN * grey.height);
        return seen <= WARM_UP_FRAMES
                ? List.of()
                : Largest.of(withinSizeLimits(found, shrink), most);
    }

    private boolean mostlyChanged() {
        int changed = 0;
        for (int i = 0; i < grey.width * grey.height; i++) {
            changed += moving.data[i];
        }
        boolean mostly = changed > MAX_AREA * grey.width * grey.height;
        changedFrames = mostly ? changedFrames + 1 : 0;
        if (changedFrames >= RELEARN_FRAMES) {
            background.reset();
            seen = 0;
            changedFrames = 0;
        }
        return mostly;
    }

    /** Converts to luma, averaging {@code shrink} × {@code shrink} pixels. */
    private void toGrey(BgrImage image, int shrink) {
        grey.reshape(Math.max(1, image.width() / shrink), Math.max(1, image.height() / shrink));
        byte[] bgr = image.bgr();
        int row = image.width() * 3;
        int divisor = 256 * shrink * shrink;
        for (int y = 0, at = 0; y < grey.height; y++) {
            for (int x = 0; x < grey.width; x++) {
                int sum = 0;
                for (int dy = 0; dy < shrink; dy++) {
                    int p = (y * shrink + dy) * row + x * shrink * 3;
                    for (int dx = 0; dx < shrink; dx++, p += 3) {
                        sum += luma(bgr, p);
                    }
                }
                grey.data[at++] = (byte) (sum / divisor);
            }
        }
    }

    /** Returns the luma of a pixel times 256. */
    private static int luma(byte[] bgr, int p) {
        return 29 * (bgr[p] & 0xff) + 150 * (bgr[p + 1] & 0xff) + 77 * (bgr[p + 2] & 0xff);
    }

    /** Returns the boxes within the size limits, in frame pixels. */
    private List<Box> withinSizeLimits(List<Box> boxes, int shrink) {
        double frame = (double) grey.width * grey.height;
        List<Box> withinSizeLimits = new ArrayList<>();
        for (Box b : boxes) {
            double share = b.width() * b.height() / frame;
            if (share >= MIN_AREA && share <= MAX_AREA) {
                withinSizeLimits.add(
                        new Box(
                                b.x() * shrink,
                                b.y() * shrink,
                                b.width() * shrink,
                                b.height() * shrink));
            }
        }
        return withinSizeLimits;
    }
}
