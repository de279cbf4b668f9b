/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.kafka;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.FrameCrops;
import java.util.HashMap;
import java.util.Map;
import org.apache.flink.api.common.functions.OpenContext;
import org.apache.flink.metrics.Counter;
import org.apache.flink.streaming.api.functions.ProcessFunction;
import org.apache.flink.util.Collector;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Checks and decodes frame records. Every record of this site is accounted for: as a frame, as a
 * stale one, or as a dead letter. Records of other sites are counted and ignored, since sites may
 * share the topic. Has no state.
 */
public final class DecodeFunction extends ProcessFunction<FrameRecord, FrameCrops> {
    private static final long serialVersionUID = 1L;

    /** Dead letters of records that belong to no configured camera. */
    public static final OutputTag<FrameCrops> UNKNOWN_CAMERAS =
            new OutputTag<>("unknown-cameras") {};

    private final JobConfig config;
    private transient Map<String, Camera> cameras;
    private transient Counter ofOtherSites;
    private transient Counter ofUnknownCameras;

    private record Camera(FrameDecoder decoder, Counter stale, Counter bad) {}

    @SuppressWarnings("NullAway.Init") // transient fields are set in open, as Flink promises
    public DecodeFunction(JobConfig config) {
        this.config = config;
    }

    @Override
    public void open(OpenContext context) {
        var group = getRuntimeContext().getMetricGroup();
        ofOtherSites = group.counter("framesOfOtherSites");
        ofUnknownCameras = group.counter("framesOfUnknownCameras");
        cameras = new HashMap<>();
        for (CameraConfig camera : config.cameras()) {
            if (camera.fromKafka()) {
                var own = group.addGroup("camera", camera.id());
                cameras.put(
                        camera.id(),
                        new Camera(
                                new FrameDecoder(config, camera),
                                own.counter("framesStale"),
                                own.counter("framesBad")));
            }
        }
    }

    @Override
    public void processElement(FrameRecord record, Context context, Collector<FrameCrops> out) {
        long now = context.timerService().currentProcessingTime();
        Long timestamp = context.timestamp();
        long eventMillis = timestamp == null ? now : timestamp;
        FrameCrops.Times times = new FrameCrops.Times(eventMillis, now);
        FrameKey key;
        try {
            key = FrameKey.of(record.key());
        } catch (UnusableFrameException e) {
            context.output(UNKNOWN_CAMERAS, unknown(record.key(), record, times, e.getMessage()));
            return;
        }
        if (!key.site().equals(config.site())) {
            ofOtherSites.inc();
            return;
        }
        Camera camera = cameras.get(key.camera());
        if (camera == null) {
            String reason = "this camera is not configured with the source kafka:";
            context.output(UNKNOWN_CAMERAS, unknown(key.camera(), record, times, reason));
            return;
        }
        FrameCrops decoded = camera.decoder().decode(record, eventMillis, now);
        switch (decoded.kind()) {
            case HEARTBEAT -> camera.stale().inc();
            case BAD -> camera.bad().inc();
            case FRAME -> {}
        }
        out.collect(decoded);
    }

    private FrameCrops unknown(
            String camera, FrameRecord record, FrameCrops.Times times, @Nullable String reason) {
        ofUnknownCameras.inc();
        return FrameCrops.bad(
                UnusableFrameException.shortened(camera),
                record.offset(),
                times,
                1,
                "record %d: %s".formatted(record.offset(), reason));
    }
}
