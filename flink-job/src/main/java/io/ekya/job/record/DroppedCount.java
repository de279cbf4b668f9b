/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Frames that a camera source dropped.
 *
 * @param frames number of frames
 * @param regions number of regions on these frames
 */
public record DroppedCount(
        @JsonProperty("droppedFrames") int frames, @JsonProperty("droppedRegions") int regions) {
    public static final DroppedCount NONE = new DroppedCount(0, 0);

    /** The sum of both. */
    public DroppedCount plus(DroppedCount more) {
        return new DroppedCount(frames + more.frames, regions + more.regions);
    }
}
