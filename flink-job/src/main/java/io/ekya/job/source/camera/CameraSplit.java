/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A camera and its read position.
 *
 * @param camera its id, which is also the split's id
 * @param originMillis wall-clock time of the camera's frame 0, and its event time
 * @param nextIndex index of the next frame to emit
 */
public record CameraSplit(String camera, long originMillis, long nextIndex) implements SourceSplit {
    @Override
    public String splitId() {
        return camera;
    }

    CameraSplit at(long index) {
        return new CameraSplit(camera, originMillis, index);
    }
}
