/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A camera and its read position.
 *
 * @param camera its id, which is also the split's id
 * @param originMillis wall-clock time of the camera's frame 0, and its event time
 * @param nextIndex index of the next frame to emit
 * @param lastEventMillis event time of the last record; its time never goes back, even if the wall
 *     clock does
 */
public record CameraSplit(String camera, long originMillis, long nextIndex, long lastEventMillis)
        implements SourceSplit {

    /** A camera that has not delivered anything. */
    static CameraSplit startingAt(String camera, long originMillis) {
        return new CameraSplit(camera, originMillis, 0, originMillis);
    }

    @Override
    public String splitId() {
        return camera;
    }

    CameraSplit at(long index, long eventMillis) {
        return new CameraSplit(
                camera,
                originMillis,
                Math.max(nextIndex, index),
                Math.max(lastEventMillis, eventMillis));
    }
}
