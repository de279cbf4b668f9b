/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One job's share of device time, kept by a credit balance. Mini-batches run outside the lock, so a
 * resize never waits.
 */
final class TimeShare implements DeviceShare {
    /** Maximum sleep, so that a resize takes effect promptly. */
    private static final long MAX_SLEEP_NANOS = 20_000_000;

    private final String job;
    private final DeviceClock clock;
    private final Pace pace;
    private final LongAdder deviceBusyNanos;
    private final Consumer<TimeShare> onClose;
    private final SlidingBusy recent;

    private double share;
    private double creditNanos;
    private boolean resting;
    private long accruedAt;
    private long busyNanos;

    /**
     * Limits on the credit.
     *
     * @param burstNanos maximum credit, in elapsed time
     * @param restNanos credit, in elapsed time, to save up after it is exhausted before running
     *     again
     */
    record Pace(long burstNanos, long restNanos) {}

    TimeShare(
            String job,
            double share,
            DeviceClock clock,
            Pace pace,
            long windowNanos,
            LongAdder deviceBusyNanos,
            Consumer<TimeShare> onClose) {
        this.job = job;
        this.share = checked(share);
        this.clock = clock;
        this.pace = pace;
        this.deviceBusyNanos = deviceBusyNanos;
        this.onClose = onClose;
        this.accruedAt = clock.nanoTime();
        this.recent = new SlidingBusy(windowNanos, accruedAt);
    }

    @Override
    public synchronized void resize(double newShare) {
        checked(newShare);
        accrue();
        share = newShare;
        creditNanos = Math.min(creditNanos, pace.burstNanos * share);
        resting = false;
    }

    @Override
    public synchronized long nanosUntilReady() {
        accrue();
        if (share == 0) {
            return Long.MAX_VALUE;
        }
        double required = resting ? pace.restNanos * share : 0;
        if (creditNanos >= required) {
            resting = false;
            return 0;
        }
        return (long) Math.ceil((required - creditNanos) / share);
    }

    @Override
    public <T> T run(Supplier<T> miniBatch) throws InterruptedException {
        for (long wait = nanosUntilReady(); wait > 0; wait = nanosUntilReady()) {
            clock.sleep(Math.min(wait, MAX_SLEEP_NANOS));
        }
        return charged(miniBatch);
    }

    @Override
    public <T> @Nullable T tryRun(Supplier<T> miniBatch) {
        return nanosUntilReady() > 0 ? null : charged(miniBatch);
    }

    private <T> T charged(Supplier<T> miniBatch) {
        try (DeviceClock.Hold held = clock.hold()) {
            long before = clock.busyNanos();
            try {
                return miniBatch.get();
            } finally {
                charge(Math.max(0, clock.busyNanos() - before));
            }
        }
    }

    private synchronized void charge(long busy) {
        accrue();
        creditNanos -= busy;
        resting |= creditNanos < 0;
        busyNanos += busy;
        deviceBusyNanos.add(busy);
        recent.add(clock.nanoTime(), busy);
    }

    private void accrue() {
        long now = clock.nanoTime();
        creditNanos =
                Math.min(
                        pace.burstNanos * share,
                        creditNanos + share * Math.max(0, now - accruedAt));
        accruedAt = now;
    }

    @Override
    public synchronized double requested() {
        return share;
    }

    @Override
    public synchronized long busyNanos() {
        return busyNanos;
    }

    synchronized ShareUse use() {
        return new ShareUse(job, share, recent.share(clock.nanoTime()), busyNanos / 1e9);
    }

    @Override
    public void close() {
        onClose.accept(this);
    }

    /** Returns the share after checking its range. */
    static double checked(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be 0..1, but is " + share);
        }
        return share;
    }
}
