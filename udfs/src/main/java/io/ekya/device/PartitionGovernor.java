/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;

/**
 * Accounts for shares of a device that is partitioned by other means, such as NVIDIA's
 * multi-process service: every job has its part of the device all the time, so none waits, and busy
 * time is share × elapsed time. Only a share of 0 is enforced here: it does not run. Thread-safe.
 */
public final class PartitionGovernor implements ShareGovernor {
    private static final Duration ACHIEVED_OVER = Duration.ofSeconds(5);

    private final DeviceClock clock;
    private final LongAdder busyNanos = new LongAdder();
    private final List<PartitionShare> open = new CopyOnWriteArrayList<>();

    /**
     * Creates a governor that reports achieved shares over the last 5 s.
     *
     * @param clock only its elapsed time is used
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

    /** Returns the sum of all open shares, in GPUs. */
    public double requestedTotal() {
        return open.stream().mapToDouble(PartitionShare::requested).sum();
    }

    /** Returns the GPU-seconds charged to all shares, including closed ones. */
    public double busySeconds() {
        return busyNanos.sum() / 1e9;
    }

    /** Returns the requested and achieved values of each open share, in the order of opening. */
    public List<ShareUse> uses() {
        return open.stream().map(PartitionShare::use).toList();
    }
}
