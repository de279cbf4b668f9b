/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

import org.jspecify.annotations.Nullable;

/**
 * What an operator reports about one camera and window after the window has ended: what inference
 * measured, or what the labels showed. Neither is set if the camera was removed, and the window is
 * its last one.
 */
public record Summary(
        String camera,
        long window,
        @Nullable InferenceSummary inference,
        @Nullable LabelSummary labels) {

    public static Summary of(InferenceSummary inference) {
        return new Summary(inference.camera(), inference.window(), inference, null);
    }

    /** The camera was removed in this window. */
    public static Summary ofRemoved(String camera, long window) {
        return new Summary(camera, window, null, null);
    }

    public static Summary of(LabelSummary labels) {
        return new Summary(labels.camera(), labels.window(), null, labels);
    }

    /** Whether the camera was removed. */
    public boolean isRemoved() {
        return inference == null && labels == null;
    }
}
