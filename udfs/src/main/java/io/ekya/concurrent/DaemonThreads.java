/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.concurrent;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes named daemon threads that report what ends them to a {@link ThreadFailure}. */
public final class DaemonThreads {
    private DaemonThreads() {}

    /** A thread that is not started yet. */
    public static Thread named(String name, Runnable work, ThreadFailure failure) {
        Thread thread = new Thread(() -> failure.guard(work), name);
        thread.setDaemon(true);
        return thread;
    }

    /**
     * A factory for executors; threads are named {@code prefix-0}, {@code prefix-1}, and so on. An
     * executor of futures keeps what a task throws to itself, so tasks that are not waited for have
     * to be wrapped with {@link ThreadFailure#guarded}.
     */
    public static ThreadFactory factory(String prefix, ThreadFailure failure) {
        AtomicInteger count = new AtomicInteger();
        return work -> named(prefix + "-" + count.getAndIncrement(), work, failure);
    }
}
