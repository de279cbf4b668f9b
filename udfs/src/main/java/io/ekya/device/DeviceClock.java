/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * Measures elapsed time and device-busy time, from which shares are computed, and waits between
 * mini-batches.
 */
public interface DeviceClock {

    /** Returns elapsed time, in nanoseconds from an arbitrary origin. */
    default long nanoTime() {
        return System.nanoTime();
    }

    /**
     * Returns busy time, in nanoseconds from an arbitrary origin; the difference between readings
     * before and after a mini-batch is the time for which it kept the device busy.
     */
    long busyNanos();

    /**
     * Acquires the device for one mini-batch, including both readings of {@link #busyNanos}. Waits
     * for a mini-batch of another thread if two at once would count the same time twice.
     */
    default Hold hold() {
        return () -> {};
    }

    /** Sleeps; may return early. */
    default void sleep(long nanos) throws InterruptedException {
        Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }

    /** An acquired device; closing releases it. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Returns the clock of a CPU device: busy time is the CPU time of the calling thread. Valid if
     * models compute in the calling thread, that is, with one intra-op thread.
     *
     * @throws UnsupportedOperationException if the JVM cannot measure a thread's CPU time
     */
    static DeviceClock cpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        if (!threads.isCurrentThreadCpuTimeSupported()) {
            throw new UnsupportedOperationException(
                    "this JVM cannot measure a thread's CPU time, so shares cannot be enforced");
        }
        threads.setThreadCpuTimeEnabled(true);
        return threads::getCurrentThreadCpuTime;
    }

    /**
     * Returns the clock of an asynchronous device: busy time is the elapsed time between two
     * moments at which the device is idle. One thread at a time holds it. Work of other processes
     * in between counts as busy too, so shares are upper bounds.
     *
     * @param await blocks until the device has completed all work of this process
     */
    static DeviceClock synchronised(Runnable await) {
        return new SynchronisedClock(await);
    }
}
