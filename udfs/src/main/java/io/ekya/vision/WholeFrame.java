/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.util.List;

/** Returns the whole frame as its only region, for cameras that show one object at a time. */
public record WholeFrame() implements RegionFinder {
    @Override
    public List<Box> find(Frame frame) {
        return List.of(new Box(0, 0, frame.image().width(), frame.image().height()));
    }
}
