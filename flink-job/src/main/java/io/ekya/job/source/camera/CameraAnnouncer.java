/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.record.CameraSet;
import io.ekya.job.record.FrameCrops;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.jspecify.annotations.Nullable;

/** Announces changes of the cameras to the rest of the job, by one of the readers. */
final class CameraAnnouncer {
    private final Deque<FrameCrops> waiting = new ArrayDeque<>();
    private final Counter applied;
    private final Counter refused;
    private volatile int cameras;

    CameraAnnouncer(MetricGroup group) {
        applied = group.counter("cameraChanges");
        refused = group.counter("cameraChangesRefused");
        group.gauge("cameras", () -> cameras);
    }

    void changed(CameraSet set, int changes) {
        cameras = set.cameras().size();
        applied.inc(changes);
        waiting.add(FrameCrops.cameras(set, now()));
    }

    void refused(String camera, String reason) {
        refused.inc();
        waiting.add(FrameCrops.refused(camera, now(), reason));
    }

    private static FrameCrops.Times now() {
        long now = System.currentTimeMillis();
        return new FrameCrops.Times(now, now);
    }

    /** Removes and returns the next record to emit, or null if there is none. */
    @Nullable FrameCrops take() {
        return waiting.poll();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }
}
