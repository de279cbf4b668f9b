/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.util.List;

/**
 * Returns the boxes provided by the feed, without their classes.
 *
 * @param most maximum number of regions per frame; the smallest ones beyond are dropped
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
