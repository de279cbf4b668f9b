package io.ekya.device;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * Shares of a device that is divided by other means, such as NVIDIA's multi-process service: every
 * job has its part of the device all the time, so none waits, and busy time is share × elapsed
 * time. Only a share of 0 is kept here: it does not run. Safe for use by several threads.
 */
public final class PartitionGovernor implements ShareGovernor {
    private static final Duration ACHIEVED_OVER = Duration.ofSeconds(5);

    private final DeviceClock clock;
    private final LongAdder busyNanos = new LongAdder();
    private final List<PartitionShare> open = new CopyOnWriteArrayList<>();

    /**
     * A governor whose achieved shares are those of the last 5 s.
     *
     * @param clock of which only the elapsed time counts
     */
    public PartitionGovernor(DeviceClock clock) {
        this.clock = clock;
    }

    @Override
    public DeviceShare open(String job, double share) {
        PartitionShare opened =
                new PartitionShare(
                        job, share, clock, ACHIEVED_OVER.toNanos(), busyNanos, open::remove);
        open.add(opened);
        return opened;
    }

    /** Sum of all open shares, in GPUs. */
    public double requestedTotal() {
        return open.stream().mapToDouble(PartitionShare::requested).sum();
    }

    /** Seconds of one GPU that all shares have had, closed ones included. */
    public double busySeconds() {
        return busyNanos.sum() / 1e9;
    }

    /** What each open share asked for and had, in the order of opening. */
    public List<ShareUse> uses() {
        return open.stream().map(PartitionShare::use).toList();
    }
}
