/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.local;

import io.ekya.concurrent.Backoff;
import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Keeps a process running: restarts it when it exits, after a delay that doubles up to ten seconds.
 * The delay is reset once the process has run for thirty seconds.
 */
final class Supervisor implements AutoCloseable {
    private static final long INITIAL_DELAY_MILLIS = 500;
    private static final long MAX_DELAY_MILLIS = 10_000;
    private static final long STABLE_MILLIS = 30_000;
    private static final long GRACE_SECONDS = 10;

    private final ProcessBuilder builder;
    private final Consumer<String> print;
    private final Thread watcher;
    private volatile Process process;
    private volatile boolean closed;
    private volatile int restarts;

    /**
     * Starts the process.
     *
     * @param print receives a message when the process exits or cannot be restarted
     * @param failure receives what ends the supervising thread unexpectedly
     */
    Supervisor(ProcessBuilder builder, Consumer<String> print, ThreadFailure failure)
            throws IOException {
        this.builder = builder;
        this.print = print;
        this.process = builder.start();
        this.watcher = DaemonThreads.named("sidecar-supervisor", this::watch, failure);
        watcher.start();
    }

    /** Id of the current process; of the exited one while a restart is pending. */
    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Number of restarts so far. */
    int restarts() {
        return restarts;
    }

    private void watch() {
        Backoff backoff = new Backoff(INITIAL_DELAY_MILLIS, MAX_DELAY_MILLIS);
        try {
            while (!closed) {
                long started = System.nanoTime();
                int code = process.waitFor();
                if (closed) {
                    return;
                }
                long uptime = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
                if (uptime > STABLE_MILLIS) {
                    backoff.reset();
                }
                print.accept("the sidecar exited with code " + code + "; restarting it");
                backoff.await();
                restart();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void restart() {
        if (closed) {
            return;
        }
        try {
            process = builder.start();
            restarts++;
        } catch (IOException e) {
            print.accept("the sidecar cannot be restarted: " + e.getMessage());
        }
    }

    /** Terminates the process, forcibly after a grace period, and stops restarting it. */
    @Override
    public synchronized void close() {
        closed = true;
        watcher.interrupt();
        process.destroy();
        try {
            if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
