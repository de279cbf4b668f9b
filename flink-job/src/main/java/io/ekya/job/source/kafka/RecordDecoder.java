/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.kafka;

import io.ekya.job.config.CameraConfig;
import io.ekya.job.config.JobConfig;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.source.camera.FaultCounts;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.MetricGroup;
import org.apache.flink.util.OutputTag;
import org.jspecify.annotations.Nullable;

/**
 * Checks and decodes frame records. Every record of this site is accounted for: as a frame, as a
 * stale one, or as a dead letter. Records of other sites are counted and ignored, since sites may
 * share the topic.
 */
final class RecordDecoder {
    /** Dead letters of records that belong to no configured camera. */
    static final OutputTag<FrameCrops> UNKNOWN_CAMERAS = new OutputTag<>("unknown-cameras") {};

    private final JobConfig config;
    private final MetricGroup group;
    private final Map<String, Camera> cameras = new HashMap<>();
    private final Map<String, Counts> counts = new HashMap<>(); // also of cameras that are gone
    private final FaultCounts unknownFaults = newFaults();
    private final Counter ofOtherSites;
    private final Counter ofUnknownCameras;

    private record Camera(CameraConfig configuration, FrameDecoder decoder, Counts counts) {}

    /** The faults of a camera are counted from one configuration to the next. */
    private record Counts(Counter stale, Counter bad, FaultCounts faults) {}

    RecordDecoder(JobConfig config, MetricGroup group) {
        this.config = config;
        this.group = group;
        ofOtherSites = group.counter("framesOfOtherSites");
        ofUnknownCameras = group.counter("framesOfUnknownCameras");
    }

    /** Decodes the records of these cameras from now on, as far as they use Kafka. */
    void use(List<CameraConfig> configured) {
        Map<String, Camera> before = new HashMap<>(cameras);
        cameras.clear();
        for (CameraConfig camera : configured) {
            if (camera.fromKafka()) {
                Camera known = before.get(camera.id());
                cameras.put(
                        camera.id(),
                        known != null && known.configuration().equals(camera)
                                ? known
                                : new Camera(
                                        camera,
                                        new FrameDecoder(config, camera),
                                        counts.computeIfAbsent(camera.id(), this::counts)));
            }
        }
    }

    private Counts counts(String camera) {
        MetricGroup own = group.addGroup("camera", camera);
        return new Counts(own.counter("framesStale"), own.counter("framesBad"), newFaults());
    }

    /**
     * Decodes a record.
     *
     * @param timestamp its event time, if it is known
     * @param now wall clock
     * @param unknown receives it if it belongs to no camera
     * @return null if it is not of a camera of this site
     */
    @Nullable FrameCrops decode(
            FrameRecord record, @Nullable Long timestamp, long now, Consumer<FrameCrops> unknown) {
        long eventMillis = timestamp == null ? now : timestamp;
        FrameCrops.Times times = new FrameCrops.Times(eventMillis, now);
        FrameKey key;
        try {
            key = FrameKey.of(record.key());
        } catch (UnusableFrameException e) {
            report(unknown(record.key(), record, times, e.getMessage()), unknown);
            return null;
        }
        if (!key.site().equals(config.site())) {
            ofOtherSites.inc();
            return null;
        }
        Camera camera = cameras.get(key.camera());
        if (camera == null) {
            String reason = "this camera is not configured with the source kafka:";
            report(unknown(key.camera(), record, times, reason), unknown);
            return null;
        }
        FrameCrops decoded = camera.decoder().decode(record, eventMillis, now);
        return switch (decoded.kind()) {
            case HEARTBEAT -> {
                camera.counts().stale().inc();
                yield decoded;
            }
            case BAD -> {
                camera.counts().bad().inc();
                yield counted("", camera.counts().faults(), decoded);
            }
            case FRAME, CAMERAS, REFUSED -> decoded;
        };
    }

    private static FaultCounts newFaults() {
        return new FaultCounts(() -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime()));
    }

    private static FrameCrops counted(String prefix, FaultCounts faults, FrameCrops bad) {
        String kind = prefix + FaultCounts.kindOf(String.valueOf(bad.error()));
        return faults.count(kind, FaultCounts.FIRST_FRAMES, bad);
    }

    private static void report(FrameCrops bad, Consumer<FrameCrops> unknown) {
        if (bad.faults() > 0) {
            unknown.accept(bad);
        }
    }

    private FrameCrops unknown(
            String camera, FrameRecord record, FrameCrops.Times times, @Nullable String reason) {
        ofUnknownCameras.inc();
        return counted(
                camera,
                unknownFaults,
                FrameCrops.bad(
                        UnusableFrameException.shortened(camera),
                        record.offset(),
                        times,
                        1,
                        "record %d: %s".formatted(record.offset(), reason)));
    }
}
