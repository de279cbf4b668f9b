/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import java.util.List;
import java.util.function.LongSupplier;

/**
 * Attributes device time to kinds of work. A mini-batch is charged to its share when it has ended,
 * so the time since the last call of {@link #start} belongs to the tally given then.
 */
final class BusyMeter {
    private final LongSupplier busyNanos;
    private final long start;
    private long charged;
    private Tally current = new Tally();

    BusyMeter(LongSupplier busyNanos) {
        this.busyNanos = busyNanos;
        this.start = busyNanos.getAsLong();
        this.charged = start;
    }

    /** Device time and the number of crops it was spent on. */
    static final class Tally {
        private long nanos;
        private double crops;

        void addCrops(double n) {
            crops += n;
        }

        boolean isEmpty() {
            return crops == 0 || nanos == 0;
        }

        double seconds() {
            return nanos / 1e9;
        }

        double crops() {
            return crops;
        }

        double secondsPerCrop() {
            return crops == 0 ? 0 : nanos / 1e9 / crops;
        }
    }

    /** Returns the median of the seconds per crop of mini-batches; 0 without any. */
    static double medianPace(List<Tally> miniBatches) {
        double[] sorted =
                miniBatches.stream().mapToDouble(Tally::secondsPerCrop).sorted().toArray();
        return sorted.length == 0
                ? 0
                : (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** Attributes the time from now on to a tally. */
    void start(Tally next) {
        long busy = busyNanos.getAsLong();
        current.nanos += busy - charged;
        charged = busy;
        current = next;
    }

    /** Returns device-busy seconds since the creation of this meter. */
    double seconds() {
        return (busyNanos.getAsLong() - start) / 1e9;
    }
}
