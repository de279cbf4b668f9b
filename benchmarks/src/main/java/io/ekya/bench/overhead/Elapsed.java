package io.ekya.bench.overhead;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * What some work took.
 *
 * @param seconds on the wall clock
 * @param busySeconds of the processor, by the one thread that did it
 */
record Elapsed(double seconds, double busySeconds) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Processor time of the calling thread so far, nanoseconds. */
    static long busyNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** Does the work. */
    static Elapsed on(Runnable work) {
        long busy = busyNanos();
        long begin = System.nanoTime();
        work.run();
        return of(System.nanoTime() - begin, busyNanos() - busy);
    }

    static Elapsed of(long nanos, long busyNanos) {
        return new Elapsed(nanos / 1e9, busyNanos / 1e9);
    }
}
