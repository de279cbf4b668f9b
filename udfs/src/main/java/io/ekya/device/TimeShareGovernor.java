package io.ekya.device;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * Keeps shares of a device's time. Each share earns credit, share × elapsed time, and pays for a
 * mini-batch with the time that it kept the device busy, as the {@link DeviceClock} has it: on a
 * processor the CPU time of its thread (one GPU is one core), on a GPU the time until it was done.
 * A mini-batch may run while the credit is not negative. Credit is capped by a small burst, so that
 * a job that had nothing to do cannot make up for it later; it falls below zero by one mini-batch
 * at most. Safe for use by several threads.
 */
public final class TimeShareGovernor implements ShareGovernor {
    private static final Duration BURST = Duration.ofMillis(200);
    private static final Duration ACHIEVED_OVER = Duration.ofSeconds(5);

    private final DeviceClock clock;
    private final long burstNanos;
    private final long windowNanos;
    private final LongAdder busyNanos = new LongAdder();
    private final List<TimeShare> open = new CopyOnWriteArrayList<>();

    /** A governor with a burst of 0.2 s and achieved shares over 5 s. */
    public TimeShareGovernor(DeviceClock clock) {
        this(clock, BURST, ACHIEVED_OVER);
    }

    /**
     * A governor with its own burst.
     *
     * @param burst how much elapsed time a share may save up
     * @param achievedOver length of the sliding window of {@link ShareUse#achieved}
     */
    public TimeShareGovernor(DeviceClock clock, Duration burst, Duration achievedOver) {
        this.clock = clock;
        this.burstNanos = burst.toNanos();
        this.windowNanos = achievedOver.toNanos();
    }

    @Override
    public DeviceShare open(String job, double share) {
        TimeShare opened =
                new TimeShare(job, share, clock, burstNanos, windowNanos, busyNanos, open::remove);
        open.add(opened);
        return opened;
    }

    /** Sum of all open shares, in GPUs. It is for the caller to keep it within the device. */
    public double requestedTotal() {
        return open.stream().mapToDouble(TimeShare::requested).sum();
    }

    /** Device-busy seconds of all shares, closed ones included. */
    public double busySeconds() {
        return busyNanos.sum() / 1e9;
    }

    /** What each open share asked for and got, in the order of opening. */
    public List<ShareUse> uses() {
        return open.stream().map(TimeShare::use).toList();
    }
}
