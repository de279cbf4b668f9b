/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.record.FrameCrops;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts heartbeats into the slots of cameras that have been silent for a second, so that windows
 * close without frames, and ends cameras that are silent beyond the last window of the run.
 */
final class SilenceWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SilenceWatch.class);
    private static final long SILENCE_MILLIS = 1_000;
    private static final long TICK_MILLIS = 250;

    private final Function<CameraSplit, CameraTime> times;
    private final Map<String, Watched> cameras = new ConcurrentHashMap<>();
    private final ThreadFailure failure;
    private final ScheduledExecutorService ticker;

    /** A camera, the time of its last record, and that record's index. */
    private record Watched(
            CameraSplit split, CameraSlot slot, CameraTime time, long lastNanos, long index) {}

    /**
     * @param times the time of a split's camera
     * @param failure receives errors of the watching thread
     */
    SilenceWatch(Function<CameraSplit, CameraTime> times, ThreadFailure failure) {
        this.times = times;
        this.failure = failure;
        this.ticker =
                Executors.newSingleThreadScheduledExecutor(
                        DaemonThreads.factory("camera silence", failure));
    }

    void start() {
        ticker.scheduleWithFixedDelay(
                failure.guarded(this::tick), TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    void watch(CameraSplit split, CameraSlot slot) {
        CameraTime time = times.apply(split);
        cameras.put(
                split.camera(),
                new Watched(split, slot, time, System.nanoTime(), split.nextIndex()));
    }

    /** The camera has delivered a record. */
    void delivered(String camera, FrameCrops record) {
        cameras.computeIfPresent(
                camera,
                (id, w) -> new Watched(w.split, w.slot, w.time, System.nanoTime(), record.index()));
    }

    void forget(String camera) {
        cameras.remove(camera);
    }

    private void tick() {
        long now = System.nanoTime();
        for (Watched w : cameras.values()) {
            long silentMillis = TimeUnit.NANOSECONDS.toMillis(now - w.lastNanos);
            if (silentMillis < SILENCE_MILLIS || !w.slot.isEmpty() || w.time.everyFrame()) {
                continue;
            }
            try {
                if (w.time.isOver(w.time.timeBefore(SILENCE_MILLIS))) {
                    w.slot.end();
                } else {
                    w.slot.offer(w.time.heartbeat(w.split.camera(), w.index, SILENCE_MILLIS));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException e) {
                LOG.warn("Heartbeat of camera {} failed", w.split.camera(), e);
            }
        }
    }

    @Override
    public void close() {
        ticker.shutdownNow();
    }
}
