package io.ekya.vision;

import java.util.List;

/** One region a frame, the frame itself: for cameras that look at one object at a time. */
public record WholeFrame() implements RegionFinder {
    @Override
    public List<Box> find(Frame frame) {
        return List.of(new Box(0, 0, frame.image().width(), frame.image().height()));
    }
}
