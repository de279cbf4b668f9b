package io.ekya.device;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The two times that a share is made of, elapsed and busy, and the wait between mini-batches. */
public interface DeviceClock {

    /** Elapsed time, nanoseconds from an arbitrary origin. */
    default long nanoTime() {
        return System.nanoTime();
    }

    /**
     * Nanoseconds from an arbitrary origin; between two readings around a mini-batch they grow by
     * the time for which it kept the device busy.
     */
    long busyNanos();

    /**
     * Takes the device for one mini-batch, both readings of {@link #busyNanos} included; waits for
     * a mini-batch of another thread where two at once would count the same time twice.
     */
    default Hold hold() {
        return () -> {};
    }

    /** Waits; may return early. */
    default void sleep(long nanos) throws InterruptedException {
        Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
    }

    /** The device, taken; closing gives it back. */
    interface Hold extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * The processor as the device: busy is the CPU time of the thread, as the operating system
     * counts it. It holds where models compute in the calling thread, i.e. with one intra-op
     * thread.
     *
     * @throws UnsupportedOperationException where the JVM cannot read a thread's CPU time: then no
     *     share could be kept
     */
    static DeviceClock cpu() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        if (!threads.isCurrentThreadCpuTimeSupported()) {
            throw new UnsupportedOperationException(
                    "this JVM cannot measure a thread's CPU time, so shares cannot be kept");
        }
        threads.setThreadCpuTimeEnabled(true);
        return threads::getCurrentThreadCpuTime;
    }

    /**
     * A device that works while the thread goes on: busy is elapsed time from a moment at which it
     * had nothing left to do to the next such moment. One thread at a time holds it. What other
     * processes do on the device meanwhile counts as busy, too: shares are kept from above.
     *
     * @param await returns when the device has done all that this process asked of it
     */
    static DeviceClock synchronised(Runnable await) {
        return new SynchronisedClock(await);
    }
}
