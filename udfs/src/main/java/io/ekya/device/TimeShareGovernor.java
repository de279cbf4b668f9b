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
 * at most.
 *
 * <p>Where shares rest, a job whose credit is spent waits until it has saved up some, and spends
 * that at a stretch: a processor that goes to sleep after every mini-batch does a quarter less in
 * the same CPU time, since its caches and clock are cold ({@code bench governor}). That is for work
 * that nobody waits for. Safe for use by several threads.
 */
public final class TimeShareGovernor implements ShareGovernor {
    private static final Duration BURST = Duration.ofMillis(200);

    /** On a processor, for trainings. */
    private static final Duration REST = Duration.ofMillis(100);

    private static final Duration ACHIEVED_OVER = Duration.ofSeconds(5);

    private final DeviceClock clock;
    private final TimeShare.Pace pace;
    private final long windowNanos;
    private final LongAdder busyNanos = new LongAdder();
    private final List<TimeShare> open = new CopyOnWriteArrayList<>();

    /** A governor with a burst of 0.2 s and achieved shares over 5 s. */
    public TimeShareGovernor(DeviceClock clock) {
        this(clock, BURST, Duration.ZERO, ACHIEVED_OVER);
    }

    /** The same on a processor for work that nobody waits for: shares rest 0.1 s at a time. */
    public static TimeShareGovernor resting(DeviceClock clock) {
        return new TimeShareGovernor(clock, BURST, REST, ACHIEVED_OVER);
    }

    /**
     * A governor with its own burst.
     *
     * @param burst how much elapsed time a share may save up
     * @param rest how much it saves up, once all is spent, before it runs again; at most a burst
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
