/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.metrics;

import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.Prediction;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;

/** Frames in, analysed and dropped, per camera, in Flink's metric system. */
public final class CameraCounts {
    private final MetricGroup group;
    private final Map<String, Counters> cameras = new HashMap<>();

    private record Counters(Counter in, Counter analysed, Counter dropped) {}

    public CameraCounts(MetricGroup group) {
        this.group = group;
    }

    /** Counts a record from the camera and the frames lost before it. */
    public void in(FrameCrops frame) {
        int dropped = frame.dropped().frames();
        of(frame.camera()).in().inc(dropped + (frame.isFrame() ? 1 : 0));
        of(frame.camera()).dropped().inc(dropped);
    }

    public void predicted(String camera, Prediction.How how) {
        if (how == Prediction.How.ANALYSED) {
            of(camera).analysed().inc();
        } else if (how == Prediction.How.DROPPED) {
            of(camera).dropped().inc();
        }
    }

    private Counters of(String camera) {
        return cameras.computeIfAbsent(
                camera,
                c -> {
                    MetricGroup own = group.addGroup("camera", c);
                    return new Counters(
                            own.counter("framesIn"),
                            own.counter("framesAnalysed"),
                            own.counter("framesDropped"));
                });
    }
}
