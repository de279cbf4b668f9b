/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.concurrent;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Exponential back-off between attempts: doubles each time, up to a limit, with a jitter of 25 %.
 */
public final class Backoff {
    private final long firstMillis;
    private final long mostMillis;
    private long nextMillis;

    public Backoff(long firstMillis, long mostMillis) {
        this.firstMillis = firstMillis;
        this.mostMillis = mostMillis;
        this.nextMillis = firstMillis;
    }

    /** Resets the delay after a success. */
    public void reset() {
        nextMillis = firstMillis;
    }

    /** Sleeps for the next delay. */
    public void await() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(next());
    }

    /** Returns the next delay in milliseconds and doubles it. */
    public long next() {
        double jitter = 0.75 + 0.5 * ThreadLocalRandom.current().nextDouble();
        long millis = Math.round(nextMillis * jitter);
        nextMillis = Math.min(2 * nextMillis, mostMillis);
        return millis;
    }
}
