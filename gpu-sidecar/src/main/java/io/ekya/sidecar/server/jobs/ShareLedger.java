/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.device.DeviceShare;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Reserves shares for jobs. The sum of the granted shares never exceeds the device. While inference
 * misses its latency target, training gets less. Thread-safe.
 */
final class ShareLedger {
    /** How long a latency report is valid. */
    static final long FRESH_NANOS = 2_000_000_000L;

    /** Training never gets less than this fraction of its share. */
    static final double MIN_PRESSURE = 0.2;

    private final double gpus;
    private final LongSupplier nanos;
    private final IdentityHashMap<DeviceShare, Double> reserved = new IdentityHashMap<>();
    private final Map<String, Pressure> pressures = new HashMap<>();

    /** The fraction of its share that a late source of inference leaves to training. */
    private record Pressure(double fraction, long atNanos) {}

    /**
     * @param gpus capacity of the device
     * @param nanos clock, nanoseconds
     */
    ShareLedger(double gpus, LongSupplier nanos) {
        this.gpus = gpus;
        this.nanos = nanos;
    }

    /** Reserves a share for a job, or changes its reservation. */
    synchronized void reserve(DeviceShare job, double share) {
        reserved.put(job, share);
        apply();
    }

    /** Releases the reservation of a job that has ended. */
    synchronized void release(DeviceShare job) {
        if (reserved.remove(job) != null) {
            apply();
        }
    }

    /** Returns the share reserved for a job, 0..1 of one GPU. */
    synchronized double reservedFor(DeviceShare job) {
        return reserved.getOrDefault(job, job.requested());
    }

    /** Returns the share that a job gets while inference meets its target, 0..1 of one GPU. */
    synchronized double planned(DeviceShare job) {
        return Math.min(1, reservedFor(job) * scale());
    }

    /**
     * Applies a latency report of inference. Of several sources the slowest determines the
     * pressure.
     *
     * @param source reporter; the report replaces its previous one
     * @param latencyMillis current latency of predictions
     * @param targetMillis latency target
     */
    synchronized void latency(String source, double latencyMillis, double targetMillis) {
        pressures.remove(source);
        if (latencyMillis > targetMillis) {
            double pressure = Math.max(MIN_PRESSURE, targetMillis / latencyMillis);
            pressures.put(source, new Pressure(pressure, nanos.getAsLong()));
        }
        removeStale();
        apply();
    }

    /**
     * Returns the fraction of its share that training gets, 0..1; below 1 while inference is late.
     */
    synchronized double pressure() {
        return pressures.values().stream().mapToDouble(Pressure::fraction).min().orElse(1);
    }

    /** Drops outdated latency reports; call it periodically. */
    synchronized void refresh() {
        if (removeStale()) {
            apply();
        }
    }

    private boolean removeStale() {
        long now = nanos.getAsLong();
        return pressures.values().removeIf(p -> now - p.atNanos() > FRESH_NANOS);
    }

    /** Returns the factor that makes all reservations fit the device. */
    private double scale() {
        double total = reserved.values().stream().mapToDouble(Double::doubleValue).sum();
        return total > gpus ? gpus / total : 1;
    }

    private void apply() {
        double factor = pressure() * scale();
        reserved.forEach((job, share) -> job.resize(Math.min(1, share * factor)));
    }
}
