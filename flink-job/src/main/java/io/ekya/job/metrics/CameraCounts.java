/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.metrics;

import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.Prediction;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Histogram;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.runtime.metrics.DescriptiveStatisticsHistogram;

/** Frames in, analysed, carried and dropped, and latency, per camera, in Flink's metric system. */
public final class CameraCounts {
    /** Latencies of the newest analysed frames that percentiles are computed from. */
    private static final int LATENCIES = 1_000;

    private final MetricGroup group;
    private final Map<String, Counters> cameras = new HashMap<>();

    private record Counters(
            Counter in, Counter analysed, Counter carried, Counter dropped, Histogram latency) {}

    public CameraCounts(MetricGroup group) {
        this.group = group;
    }

    /** Counts a record from the camera and the frames lost before it. */
    public void in(FrameCrops frame) {
        int dropped = frame.dropped().frames();
        of(frame.camera()).in().inc(dropped + (frame.isFrame() ? 1 : 0));
        of(frame.camera()).dropped().inc(dropped);
    }

    /**
     * Counts a frame.
     *
     * @param latencyMillis from capture to prediction
     */
    public void predicted(String camera, Prediction.How how, long latencyMillis) {
        Counters counters = of(camera);
        switch (how) {
            case ANALYSED -> {
                counters.analysed().inc();
                counters.latency().update(latencyMillis);
            }
            case CARRIED -> counters.carried().inc();
            case DROPPED -> counters.dropped().inc();
            case NONE -> {}
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
                            own.counter("framesCarried"),
                            own.counter("framesDropped"),
                            own.histogram(
                                    "latencyMillis",
                                    new DescriptiveStatisticsHistogram(LATENCIES)));
                });
    }
}
