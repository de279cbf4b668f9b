/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;

/**
 * The time that some work took.
 *
 * @param seconds wall-clock time
 * @param busySeconds CPU time of the thread that did the work
 */
record Elapsed(double seconds, double busySeconds) {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** Returns the CPU time of the calling thread so far, in nanoseconds. */
    static long busyNanos() {
        return THREADS.getCurrentThreadCpuTime();
    }

    /** Runs and measures the work. */
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
