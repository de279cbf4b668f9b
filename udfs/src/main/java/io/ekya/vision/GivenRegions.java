package io.ekya.vision;

import java.util.List;

/**
 * The boxes that the feed itself gives, without their classes.
 *
 * @param most regions of a frame; the smallest beyond are left out
 */
public record GivenRegions(int most) implements RegionFinder {
    public GivenRegions {
        Largest.check(most);
    }

    @Override
    public List<Box> find(Frame frame) {
        return Largest.of(frame.boxes(), most);
    }
}
