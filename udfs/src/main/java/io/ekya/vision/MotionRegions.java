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
 * Finds what moves before a fixed camera: a mixture of Gaussians per pixel learns the background
 * (BoofCV), what does not fit it is cleaned of noise, joined, and boxed. What stands still for some
 * 200 frames becomes background; leaves in the wind do so as well. Where most of the picture
 * changes at once (light switched, camera turned) nothing is found and the background is learnt
 * anew. Works on a grey picture of at most {@value #WORKING_WIDTH} pixels' width, 1.5 to 2 ms a
 * frame of 320x180 on one core.
 */
public final class MotionRegions implements RegionFinder {
    static final int WORKING_WIDTH = 400;

    /** Frames from which the background is learnt before anything is said. */
    static final int WARM_UP_FRAMES = 25;

    /** So many frames in a row with most of the picture changed, and learning begins anew. */
    private static final int UPSET_FRAMES = 10;

    /** Parts of the frame that the box of a region may fill. */
    private static final double MIN_AREA = 0.0015;

    private static final double MAX_AREA = 0.5;

    /** Parts nearer than this share of the frame's height belong to one thing. */
    private static final double JOIN = 0.015;

    static {
        BoofConcurrency.USE_CONCURRENT = false; // a camera has one thread
    }

    private final int most;
    private final BackgroundModelStationary<GrayU8> background = newBackground();
    private final Blobs blobs = new Blobs();
    private final GrayU8 grey = new GrayU8(1, 1);
    private final GrayU8 moving = new GrayU8(1, 1);
    private int seen;
    private int upset;

    /**
     * A finder that has seen nothing yet.
     *
     * @param most regions of a frame; the smallest beyond are left out
     */
    public MotionRegions(int most) {
        Largest.check(most);
        this.most = most;
    }

    /** Values found by looking at the boxes on a roadside and an indoor camera. */
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
        return seen <= WARM_UP_FRAMES ? List.of() : Largest.of(sized(found, shrink), most);
    }

    private boolean mostlyChanged() {
        int changed = 0;
        for (int i = 0; i < grey.width * grey.height; i++) {
            changed += moving.data[i];
        }
        boolean mostly = changed > MAX_AREA * grey.width * grey.height;
        upset = mostly ? upset + 1 : 0;
        if (upset >= UPSET_FRAMES) {
            background.reset();
            seen = 0;
            upset = 0;
        }
        return mostly;
    }

    /** Grey by the weights of luma, each pixel the mean of {@code shrink} squared ones. */
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

    /** Times 256. */
    private static int luma(byte[] bgr, int p) {
        return 29 * (bgr[p] & 0xff) + 150 * (bgr[p + 1] & 0xff) + 77 * (bgr[p + 2] & 0xff);
    }

    /** Those of a sensible size, in pixels of the frame. */
    private List<Box> sized(List<Box> boxes, int shrink) {
        double frame = (double) grey.width * grey.height;
        List<Box> sized = new ArrayList<>();
        for (Box b : boxes) {
            double share = b.width() * b.height() / frame;
            if (share >= MIN_AREA && share <= MAX_AREA) {
                sized.add(
                        new Box(
                                b.x() * shrink,
                                b.y() * shrink,
                                b.width() * shrink,
                                b.height() * shrink));
            }
        }
        return sized;
    }
}
