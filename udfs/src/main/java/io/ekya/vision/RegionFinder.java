/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import java.util.List;

/**
 * Finds the regions of a frame to classify. Implementations may keep state per camera. Not
 * thread-safe.
 */
public interface RegionFinder {

    /** Returns boxes inside the frame, in pixels; empty if there are none. */
    List<Box> find(Frame frame);
}
