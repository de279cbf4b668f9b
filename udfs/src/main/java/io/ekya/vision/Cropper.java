package io.ekya.vision;

import java.util.List;

/**
 * Cuts regions out of frames and scales them to squares, which is all that a student sees of them.
 * The proportions of a region are not kept. About 0.1 ms a crop on one core.
 *
 * @param side width and height of a crop, pixels
 * @param margin how much of its surroundings a crop shows, on each side, as a part of the region's
 *     width and height
 */
public record Cropper(int side, double margin) {
    /** What students and teachers of ours are trained on. */
    public static final double MARGIN = 0.1;

    public Cropper {
        if (side < 8 || side > 1024 || !(margin >= 0 && margin <= 1)) {
            throw new IllegalArgumentException(
                    "crops of side %d with margin %s; side must be 8 to 1024, margin 0 to 1"
                            .formatted(side, margin));
        }
    }

    /** Crops of this side with the usual margin. */
    public Cropper(int side) {
        this(side, MARGIN);
    }

    /** One crop a box, in their order. Beyond the frame's border its outermost pixels go on. */
    public Crops crop(BgrImage frame, List<Box> boxes) {
        int bytes = 3 * side * side;
        byte[] crops = new byte[boxes.size() * bytes];
        for (int i = 0; i < boxes.size(); i++) {
            Box part = withMargin(boxes.get(i));
            new Resampler(frame.width(), frame.height(), part, side, side)
                    .run(frame.bgr(), 0, crops, i * bytes);
        }
        return new Crops(side, crops);
    }

    private Box withMargin(Box box) {
        double x = box.width() * margin;
        double y = box.height() * margin;
        return new Box(
                (float) (box.x() - x),
                (float) (box.y() - y),
                (float) Math.max(1, box.width() + 2 * x),
                (float) Math.max(1, box.height() + 2 * y));
    }

    /**
     * The same crops at another side, as an inference configuration of lower resolution sees them.
     */
    public static Crops resize(Crops crops, int side) {
        if (crops.side() == side) {
            return crops;
        }
        int from = 3 * crops.side() * crops.side();
        int to = 3 * side * side;
        byte[] scaled = new byte[crops.count() * to];
        Box whole = new Box(0, 0, crops.side(), crops.side());
        Resampler resampler = new Resampler(crops.side(), crops.side(), whole, side, side);
        for (int i = 0; i < crops.count(); i++) {
            resampler.run(crops.bgr(), i * from, scaled, i * to);
        }
        return new Crops(side, scaled);
    }
}
