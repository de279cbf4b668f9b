package io.ekya.job.source.camera;

import io.ekya.job.config.CameraConfig;
import io.ekya.vision.FrameFeed;
import java.io.IOException;
import java.io.Serializable;

/** How a camera's frames are reached; called on the camera's own thread, again after a loss. */
public interface FeedFactory extends Serializable {

    /**
     * Opens the camera from its beginning.
     *
     * @throws IOException where the camera is not there or is not what it should be; it is tried
     *     again later
     */
    FrameFeed open(CameraConfig camera) throws IOException;
}
