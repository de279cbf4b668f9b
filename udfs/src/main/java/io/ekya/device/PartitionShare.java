/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One job's part of a partitioned device, charged for the duration of its mini-batches. */
final class PartitionShare implements DeviceShare {
    /** Poll interval while the share is 0. */
    private static final long POLL_NANOS = 20_000_000;

    private final String job;
    private final DeviceClock clock;
    private final LongAdder deviceBusyNanos;
    private final Consumer<PartitionShare> onClose;
    private final SlidingBusy recent;

    private double share;
    private long busyNanos;

    PartitionShare(
            String job,
            double share,
            DeviceClock clock,
            long windowNanos,
            LongAdder deviceBusyNanos,
            Consumer<PartitionShare> onClose) {
        this.job = job;
        this.share = TimeShare.checked(share);
        this.clock = clock;
        this.deviceBusyNanos = deviceBusyNanos;
        this.onClose = onClose;
        this.recent = new SlidingBusy(windowNanos, clock.nanoTime());
    }

    @Override
    public synchronized void resize(double newShare) {
        share = TimeShare.checked(newShare);
    }

    @Override
    public synchronized long nanosUntilReady() {
        return share == 0 ? Long.MAX_VALUE : 0;
    }

    @Override
    public <T> T run(Supplier<T> miniBatch) throws InterruptedException {
        while (nanosUntilReady() > 0) {
            clock.sleep(POLL_NANOS);
        }
        return charged(miniBatch);
    }

    @Override
    public <T> @Nullable T tryRun(Supplier<T> miniBatch) {
        return nanosUntilReady() > 0 ? null : charged(miniBatch);
    }

    private <T> T charged(Supplier<T> miniBatch) {
        long before = clock.nanoTime();
        try {
            return miniBatch.get();
        } finally {
            charge(Math.max(0, clock.nanoTime() - before));
        }
    }

    private synchronized void charge(long elapsed) {
        long busy = Math.round(share * elapsed);
        busyNanos += busy;
        deviceBusyNanos.add(busy);
        recent.add(clock.nanoTime(), busy);
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
}
