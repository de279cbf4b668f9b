/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.record.CameraSet;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A camera and its read position.
 *
 * @param camera its id, which is also the split's id
 * @param originMillis wall-clock time of the camera's frame 0, and its event time
 * @param firstIndex number that frame 0 has in results; 0 unless the camera has run before, since
 *     numbers are never used again
 * @param nextIndex index of the next frame to emit, counted from frame 0
 * @param lastEventMillis event time of the last record; its time never goes back, even if the wall
 *     clock does
 */
public record CameraSplit(
        String camera, long originMillis, long firstIndex, long nextIndex, long lastEventMillis)
        implements SourceSplit {

    /** A camera that has not delivered anything. */
    static CameraSplit startingAt(String camera, long originMillis) {
        return startingAt(camera, originMillis, 0);
    }

    /** A camera that has not delivered anything since it was changed or added again. */
    static CameraSplit startingAt(String camera, long originMillis, long firstIndex) {
        return new CameraSplit(camera, originMillis, firstIndex, 0, originMillis);
    }

    @Override
    public String splitId() {
        return camera;
    }

    /** Whether this is a camera of the set, and not one that ended under the same id. */
    boolean isOf(CameraSet set) {
        return set.get(camera).filter(entry -> originMillis >= entry.originMillis()).isPresent();
    }

    CameraSplit at(long index, long eventMillis) {
        return new CameraSplit(
                camera,
                originMillis,
                firstIndex,
                Math.max(nextIndex, index),
                Math.max(lastEventMillis, eventMillis));
    }
}
