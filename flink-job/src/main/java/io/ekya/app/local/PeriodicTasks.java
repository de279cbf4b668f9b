/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs the tasks that measure and show a run, periodically on one thread. A task that throws an
 * exception is printed and runs again at its next time; an {@code Error} is a failure of the run.
 */
final class PeriodicTasks implements AutoCloseable {
    private static final long CLOSE_SECONDS = 5;

    private final Consumer<String> print;
    private final ThreadFailure failure;
    private final ScheduledExecutorService executor;

    /**
     * @param print receives the message of a task that threw an exception
     * @param failure receives the errors
     */
    PeriodicTasks(Consumer<String> print, ThreadFailure failure) {
        this.print = print;
        this.failure = failure;
        this.executor =
                Executors.newSingleThreadScheduledExecutor(
                        DaemonThreads.factory("progress", failure));
    }

    /** Runs a task now and then once per period; must not be called after {@link #close}. */
    void schedule(String name, long periodMillis, Runnable task) {
        Runnable guarded = failure.guarded(() -> run(name, task));
        // The executor would keep what a task throws in a future that is never read.
        executor.scheduleAtFixedRate(guarded, 0, periodMillis, TimeUnit.MILLISECONDS);
    }

    private void run(String name, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            print.accept(name + " failed: " + e);
        }
    }

    /** Stops the tasks and waits for the one that is running. */
    @Override
    public void close() {
        executor.shutdown();
        try {
            executor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
