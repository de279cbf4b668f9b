/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.inference;

import io.ekya.device.DeviceShare;
import io.ekya.infer.CarryForward;
import io.ekya.infer.DemandMeter;
import io.ekya.infer.FrameSampling;
import io.ekya.infer.InferenceConfiguration;
import io.ekya.job.metrics.ShareAverage;
import io.ekya.job.models.LoadedStudent;
import io.ekya.job.planning.SiteRules;
import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.InferenceStatistics;
import io.ekya.job.record.InferenceSummary;
import io.ekya.vision.Box;
import io.ekya.vision.Cropper;
import io.ekya.vision.Crops;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One camera's inference: its student, its share of the device, the last analysed frame, and the
 * measured cost and latency. Kept in the memory of the subtask that owns the camera; a restart
 * discards it.
 */
final class CameraInference implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CameraInference.class);

    /** Assumed cost of one frame before the first measurement, seconds of one GPU. */
    private static final double ASSUMED_SECONDS = 0.003;

    private static final double ASSUMED_FPS = 15;
    private static final long MAX_FPS = 240;
    private static final long MAX_LATENCY_MILLIS = 3_600_000;
    private static final int SIGNIFICANT_DIGITS = 2;

    private final String camera;
    private final SiteRules rules;
    private final double pace;
    private final DeviceShare share;
    private final FrameSampling frames;
    private final InferenceChoice choice;
    private final DemandMeter meter;
    private final ShareAverage used;
    private final Histogram latencies = new Histogram(MAX_LATENCY_MILLIS, SIGNIFICANT_DIGITS);
    private LoadedStudent student;
    private InferenceConfiguration configuration;
    private boolean isAutomatic = true; // the camera chooses a configuration that fits its share
    private List<Box> lastBoxes = List.of();
    private int[] lastClasses = {};
    private long lastAnalysed = FrameSampling.NONE;
    private long firstIndex = Long.MAX_VALUE;
    private long firstMillis;
    private long lastIndex;
    private long lastMillis;
    private double fps = ASSUMED_FPS;
    private long errors;

    CameraInference(
            String camera, SiteRules rules, double pace, DeviceShare share, LoadedStudent student) {
        this.camera = camera;
        this.rules = rules;
        this.pace = pace;
        this.share = share;
        this.student = student;
        this.frames = new FrameSampling(Math.max(0, rules.cameras().indexOf(camera)));
        this.choice = new InferenceChoice(rules.inference(), rules.fullSide());
        this.meter = new DemandMeter(rules.fullSide(), ASSUMED_SECONDS);
        this.used = new ShareAverage(share);
        this.configuration = choice.within(share.requested(), this::demand);
    }

    /** Puts an allocation into force; null lets the camera choose a configuration that fits. */
    void use(@Nullable String inference, double newShare) {
        used.resize(newShare);
        isAutomatic = inference == null;
        for (InferenceConfiguration option : rules.inference()) {
            if (option.id().equals(inference)) {
                configuration = option;
            }
        }
    }

    /** Puts a student into service and closes the previous one. */
    void swap(LoadedStudent next) {
        student.classifier().close();
        student = next;
    }

    /** Whether this frame has to be analysed; otherwise predictions are carried forward. */
    boolean isDue(FrameCrops frame) {
        return frames.analyse(frame.index(), lastAnalysed, configuration.everyNth());
    }

    /** Classes of the frame's regions by the student, or null if the share has no credit now. */
    int @Nullable [] analyse(FrameCrops frame) {
        if (isAutomatic) {
            configuration = choice.within(share.requested(), this::demand);
        }
        FrameCrops.Regions regions = frame.regions();
        long before = share.busyNanos();
        int[] classes = regions.count() == 0 ? new int[0] : classify(regions.images());
        if (classes == null) {
            return null;
        }
        if (regions.count() > 0) {
            meter.add(configuration.side(), 1, share.busyNanos() - before);
        }
        lastAnalysed = frame.index();
        lastBoxes = regions.toBoxes();
        lastClasses = classes;
        return classes;
    }

    private int @Nullable [] classify(Crops crops) {
        try {
            return share.tryRun(
                    () ->
                            student.classifier()
                                    .classify(Cropper.resize(crops, configuration.side())));
        } catch (RuntimeException e) {
            if (errors++ == 0) {
                LOG.warn("Student {} of camera {} failed to predict", student.sha256(), camera, e);
            }
            return null;
        }
    }

    /** Whether there is an analysed frame to carry predictions forward from. */
    boolean canCarry() {
        return lastAnalysed != FrameSampling.NONE;
    }

    /** Classes of the frame's regions, carried forward from the last analysed frame. */
    int[] carry(FrameCrops frame) {
        return CarryForward.carry(lastBoxes, lastClasses, frame.regions().toBoxes());
    }

    /** Updates the measured frame rate; called for every frame. */
    void seen(FrameCrops frame) {
        long eventMillis = frame.times().eventMillis();
        if (frame.index() < firstIndex || isNumberedAnew(frame)) {
            firstIndex = frame.index();
            firstMillis = eventMillis;
        } else if (eventMillis - firstMillis >= 1000) {
            fps = (frame.index() - firstIndex) * 1000.0 / (eventMillis - firstMillis);
        }
        lastIndex = frame.index();
        lastMillis = eventMillis;
    }

    /** Whether numbers have advanced faster than any camera is: it was changed or added again. */
    private boolean isNumberedAnew(FrameCrops frame) {
        long millis = Math.max(0, frame.times().eventMillis() - lastMillis);
        return frame.index() - lastIndex > MAX_FPS * (1000 + millis) / 1000;
    }

    private double demand(InferenceConfiguration option) {
        return meter.gpus(option, fps * pace);
    }

    String studentSha256() {
        return student.sha256();
    }

    String configuration() {
        return configuration.id();
    }

    double requested() {
        return share.requested();
    }

    /** Latency of an analysed frame, from capture to prediction. */
    void recordLatency(long millis) {
        latencies.recordValue(Math.max(0, Math.min(MAX_LATENCY_MILLIS, millis)));
    }

    private @Nullable Long takeLatencyP99() {
        long count = latencies.getTotalCount();
        long p99 = latencies.getValueAtPercentile(99);
        latencies.reset();
        return count == 0 ? null : p99;
    }

    /** Returns what was measured since the last summary. */
    InferenceSummary summary(long window) {
        Map<String, Double> demands = new LinkedHashMap<>();
        if (rules.inference().stream().anyMatch(o -> meter.measured(o.side()))) {
            rules.inference().forEach(o -> demands.put(o.id(), demand(o)));
        }
        ShareAverage.Mean mean = used.sinceLast();
        return new InferenceSummary(
                camera,
                window,
                new InferenceStatistics(
                        demands,
                        configuration.id(),
                        mean.requested(),
                        mean.achieved(),
                        student.sha256(),
                        takeLatencyP99()));
    }

    @Override
    public void close() {
        share.close();
        student.classifier().close();
    }
}
