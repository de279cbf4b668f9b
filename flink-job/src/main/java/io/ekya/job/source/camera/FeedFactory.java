/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.config.CameraConfig;
import io.ekya.vision.FrameFeed;
import java.io.IOException;
import java.io.Serializable;

/** Opens cameras; called by the camera's own thread, again after each loss. */
public interface FeedFactory extends Serializable {

    /**
     * Opens the camera from its beginning.
     *
     * @throws IOException if the camera is unavailable or its data invalid; it is retried later
     */
    FrameFeed open(CameraConfig camera) throws IOException;
}
