/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonUnwrapped;

/**
 * The predictions for one frame; unique by (camera, index).
 *
 * @param timeMillis event time
 * @param window number of the retraining window
 * @param dropped frames lost at the source since the camera's previous prediction
 * @param latencyMillis from capture to prediction
 */
public record Prediction(
        String camera,
        long index,
        long timeMillis,
        long window,
        How how,
        @JsonUnwrapped Regions regions,
        @JsonUnwrapped DroppedCount dropped,
        @JsonUnwrapped Model model,
        long latencyMillis) {

    /** How the predictions of a frame were made. */
    public enum How {
        /** The student analysed the frame. */
        @JsonProperty("analysed")
        ANALYSED,
        /** Carried forward from the last analysed frame. */
        @JsonProperty("carried")
        CARRIED,
        /** The frame was dropped; its regions have no prediction. */
        @JsonProperty("dropped")
        DROPPED,
        /** No frame: event time has advanced, and frames may have been lost. */
        @JsonProperty("none")
        NONE
    }

    /**
     * The regions of the frame.
     *
     * @param boxes x, y, width and height of each region, pixels of the frame
     * @param classes predicted class of each region, or UNKNOWN if none was predicted (counts as
     *     incorrect)
     * @param truth true class of each region or UNKNOWN, for metrics only
     */
    public record Regions(float[] boxes, int[] classes, int[] truth) {}

    /**
     * What made the predictions.
     *
     * @param student sha256 of the student
     * @param configuration id of the inference configuration in force
     * @param host machine that computed them
     */
    public record Model(String student, String configuration, String host) {}
}
