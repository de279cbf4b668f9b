package io.ekya.device;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/** The two times that a share is made of, elapsed and busy, and the wait between mini-batches. */
public interface DeviceClock {

    /** Elapsed time, nanoseconds from an arbitrary origin. */
    long nanoTime();

    /** Device-busy nanoseconds of the calling thread so far. */
    long busyNanos();

    /** Waits; may return early. */
    void sleep(long nanos) throws InterruptedException;

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
        return new DeviceClock() {
            @Override
            public long nanoTime() {
                return System.nanoTime();
            }

            @Override
            public long busyNanos() {
                return threads.getCurrentThreadCpuTime();
            }

            @Override
            public void sleep(long nanos) throws InterruptedException {
                Thread.sleep(nanos / 1_000_000, (int) (nanos % 1_000_000));
            }
        };
    }
}
