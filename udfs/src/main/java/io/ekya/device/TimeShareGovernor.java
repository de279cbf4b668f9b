/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * Enforces shares of a device's time. Each share earns credit, share × elapsed time, and pays for
 * each mini-batch with its device-busy time as measured by the {@link DeviceClock}: on a CPU the
 * CPU time of the thread (one GPU is one core), on a GPU the time until it is idle. A mini-batch
 * can run while the credit is not negative. Credit is capped by a small burst, so that a job cannot
 * catch up after an idle period; it falls below zero by at most one mini-batch.
 *
 * <p>With resting shares, a job whose credit is exhausted saves up some before it runs again: a CPU
 * that sleeps after every mini-batch does a quarter less work in the same CPU time, since its
 * caches are cold and its clock is low ({@code bench governor}). Use it for work without latency
 * requirements. Thread-safe.
 */
public final class TimeShareGovernor implements ShareGovernor {
    private static final Duration BURST = Duration.ofMillis(200);

    /** For training on a CPU. */
    private static final Duration REST = Duration.ofMillis(100);

    private static final Duration ACHIEVED_OVER = Duration.ofSeconds(5);

    private final DeviceClock clock;
    private final TimeShare.Pace pace;
    private final long windowNanos;
    private final LongAdder busyNanos = new LongAdder();
    private final List<TimeShare> open = new CopyOnWriteArrayList<>();

    /** Creates a governor with a burst of 0.2 s that reports achieved shares over 5 s. */
    public TimeShareGovernor(DeviceClock clock) {
        this(clock, BURST, Duration.ZERO, ACHIEVED_OVER);
    }

    /** Creates a governor for CPU work without latency requirements: shares rest for 0.1 s. */
    public static TimeShareGovernor resting(DeviceClock clock) {
        return new TimeShareGovernor(clock, BURST, REST, ACHIEVED_OVER);
    }

    /**
     * Creates a governor.
     *
     * @param burst maximum credit of a share, in elapsed time
     * @param rest credit, in elapsed time, that an exhausted share saves up before it runs again;
     *     at most {@code burst}
     * @param achievedOver length of the sliding window of {@link ShareUse#achieved}
     */
    public TimeShareGovernor(
            DeviceClock clock, Duration burst, Duration rest, Duration achievedOver) {
        this.clock = clock;
        this.pace = new TimeShare.Pace(burst.toNanos(), rest.toNanos());
        this.windowNanos = achievedOver.toNanos();
    }

    @Override
    public DeviceShare open(String job, double share) {
        TimeShare opened =
                new TimeShare(job, share, clock, pace, windowNanos, busyNanos, open::remove);
        open.add(opened);
        return opened;
    }

    /** Returns the sum of all open shares, in GPUs. The caller must keep it within the device. */
    public double requestedTotal() {
        return open.stream().mapToDouble(TimeShare::requested).sum();
    }

    /** Returns the device-busy seconds of all shares, including closed ones. */
    public double busySeconds() {
        return busyNanos.sum() / 1e9;
    }

    /** Returns the requested and achieved values of each open share, in the order of opening. */
    public List<ShareUse> uses() {
        return open.stream().map(TimeShare::use).toList();
    }
}
