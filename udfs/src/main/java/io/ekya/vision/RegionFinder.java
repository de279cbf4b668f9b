package io.ekya.vision;

import java.util.List;

/** Finds the regions of a frame that a student is to classify. Stateful per camera, one thread. */
public interface RegionFinder {

    /** Boxes inside the frame, in pixels; empty where there is nothing to see. */
    List<Box> find(Frame frame);
}
