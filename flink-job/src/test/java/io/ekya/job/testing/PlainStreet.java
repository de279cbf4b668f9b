/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.source.camera.FeedFactory;
import io.ekya.vision.BgrImage;
import io.ekya.vision.Box;
import io.ekya.vision.Frame;
import io.ekya.vision.FrameFeed;
import io.ekya.vision.ObjectClass;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A camera whose frames show two objects in plain colours: the blue value of a region is {@link
 * #SHADE} times its class. The classes depend on the frame's index only.
 */
public final class PlainStreet implements FrameFeed {
    /** Blue value per class index. */
    public static final int SHADE = 30;

    private static final int WIDTH = 64;
    private static final int HEIGHT = 48;
    private static final List<Box> BOXES = List.of(new Box(4, 4, 24, 32), new Box(36, 8, 20, 30));

    private final double fps;
    private final long frames;
    private final boolean scrambled;
    private final double heldOut;
    private long next;

    /**
     * @param frames number of frames
     * @param scrambled whether the reported true classes are incorrect
     * @param heldOut fraction of every ten frames that is held out, taken from their end
     */
    public PlainStreet(double fps, long frames, boolean scrambled, double heldOut) {
        this.fps = fps;
        this.frames = frames;
        this.scrambled = scrambled;
        this.heldOut = heldOut;
    }

    /** Returns such cameras at the configured frame rate, 10 per second by default. */
    public static FeedFactory feeds(long frames) {
        return camera -> new PlainStreet(fps(camera), frames, false, camera.heldOut());
    }

    /** Returns cameras with the same frames and incorrect true classes. */
    public static FeedFactory scrambled(long frames) {
        return camera -> new PlainStreet(fps(camera), frames, true, camera.heldOut());
    }

    private static double fps(CameraConfig camera) {
        return camera.fps() > 0 ? camera.fps() : 10;
    }

    /** Returns the true class of a region. */
    public static int classOf(long index, int region) {
        return (int) ((index / 7 + 3L * region) % (ObjectClass.COUNT - 1));
    }

    @Override
    public @Nullable Frame next() throws IOException {
        if (next >= frames) {
            return null;
        }
        long index = next++;
        byte[] bgr = new byte[3 * WIDTH * HEIGHT];
        int[] truth = new int[BOXES.size()];
        for (int r = 0; r < truth.length; r++) {
            paint(bgr, BOXES.get(r), SHADE * classOf(index, r));
            truth[r] = scrambled ? (int) ((index + 2L * r) % ObjectClass.COUNT) : classOf(index, r);
        }
        boolean isHeldOut = index % 10 >= 10 - Math.round(10 * heldOut);
        return new Frame(
                index,
                Math.round(1000 * index / fps),
                new BgrImage(WIDTH, HEIGHT, bgr),
                BOXES,
                truth,
                isHeldOut);
    }

    private static void paint(byte[] bgr, Box box, int blue) {
        int margin = 5; // crops show some of the surroundings
        int left = Math.max(0, (int) box.x() - margin);
        int right = Math.min(WIDTH, (int) (box.x() + box.width()) + margin);
        int top = Math.max(0, (int) box.y() - margin);
        int bottom = Math.min(HEIGHT, (int) (box.y() + box.height()) + margin);
        for (int y = top; y < bottom; y++) {
            for (int x = left; x < right; x++) {
                bgr[3 * (y * WIDTH + x)] = (byte) blue;
            }
        }
    }

    @Override
    public void skipTo(long index) {
        next = Math.max(next, index);
    }

    @Override
    public double fps() {
        return fps;
    }

    @Override
    public void close() {}
}
