/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.job.record.CameraSet;
import io.ekya.job.record.FrameCrops;
import java.util.ArrayDeque;
import java.util.Deque;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.metrics.SimpleCounter;
import org.jspecify.annotations.Nullable;

/** Announces changes of the cameras, and problems with them, to the rest of the job. */
final class CameraAnnouncer {
    private final Deque<FrameCrops> waiting = new ArrayDeque<>();
    private final boolean announces;
    private Counter applied = new SimpleCounter();
    private Counter refused = new SimpleCounter();
    private volatile int cameras;

    /**
     * @param announces whether changes are announced by this reader, which has their metrics
     */
    CameraAnnouncer(MetricGroup group, boolean announces) {
        this.announces = announces;
        if (announces) {
            applied = group.counter("cameraChanges");
            refused = group.counter("cameraChangesRefused");
            group.gauge("cameras", () -> cameras);
        }
    }

    void changed(CameraSet set, int changes) {
        if (announces) {
            cameras = set.cameras().size();
            applied.inc(changes);
            waiting.add(FrameCrops.cameras(set, now()));
        }
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
