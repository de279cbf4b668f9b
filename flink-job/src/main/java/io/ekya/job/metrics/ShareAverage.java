/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.metrics;

import io.ekya.device.DeviceShare;

/** Requested and achieved share, averaged over the time between two readings. */
public final class ShareAverage {
    private final DeviceShare share;
    private long sinceNanos = System.nanoTime();
    private long resizedNanos = sinceNanos;
    private long busyAtStart;
    private double shareSeconds;

    /**
     * Mean shares over a period.
     *
     * @param requested mean share of one GPU
     * @param achieved device-busy time divided by elapsed time
     */
    public record Mean(double requested, double achieved) {}

    public ShareAverage(DeviceShare share) {
        this.share = share;
        this.busyAtStart = share.busyNanos();
    }

    public void resize(double next) {
        settle();
        share.resize(next);
    }

    private void settle() {
        long now = System.nanoTime();
        shareSeconds += share.requested() * (now - resizedNanos) / 1e9;
        resizedNanos = now;
    }

    /** The means since the last call. */
    public Mean sinceLast() {
        settle();
        long now = resizedNanos;
        double seconds = Math.max(1e-9, (now - sinceNanos) / 1e9);
        long busy = share.busyNanos();
        Mean mean = new Mean(shareSeconds / seconds, (busy - busyAtStart) / 1e9 / seconds);
        sinceNanos = now;
        busyAtStart = busy;
        shareSeconds = 0;
        return mean;
    }
}
