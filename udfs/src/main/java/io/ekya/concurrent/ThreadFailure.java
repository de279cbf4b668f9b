/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.concurrent;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The first failure of one or several threads, kept for the thread that has to know: an operator
 * calls {@link #rethrow} and fails its task, a process ends from the listener. Nothing that a
 * thread throws is lost. Thread-safe.
 */
public final class ThreadFailure {
    private final AtomicReference<@Nullable Throwable> first = new AtomicReference<>();
    private final Consumer<Throwable> listener;

    /** Keeps the failure for {@link #rethrow} only. */
    public ThreadFailure() {
        this(failure -> {});
    }

    /**
     * Also passes the first failure to a listener, once, in the thread that failed.
     *
     * @param listener called at most once
     */
    public ThreadFailure(Consumer<Throwable> listener) {
        this.listener = listener;
    }

    /** Records a failure; any but the first is added to the first as suppressed. */
    public void report(Throwable failure) {
        Throwable before = first.compareAndExchange(null, failure);
        if (before == null) {
            listener.accept(failure);
        } else if (before != failure) {
            before.addSuppressed(failure);
        }
    }

    /** Runs work in this thread; whatever it throws is recorded. */
    void guard(Runnable work) {
        try {
            work.run();
        } catch (Throwable failure) {
            report(failure);
        }
    }

    /**
     * The same work, recording whatever it throws: for executors that would keep it to themselves.
     */
    public Runnable guarded(Runnable work) {
        return () -> guard(work);
    }

    /**
     * Throws what was recorded, if anything.
     *
     * @throws IllegalStateException with the recorded failure as its cause; an {@code Error} is
     *     thrown as it is
     */
    public void rethrow() {
        Throwable failure = first.get();
        if (failure instanceof Error error) {
            throw error;
        }
        if (failure != null) {
            throw new IllegalStateException("a background thread failed: " + failure, failure);
        }
    }
}
