package io.ekya.concurrent;

import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** Waits between attempts: twice as long each time, up to a limit, with jitter of a quarter. */
public final class Backoff {
    private final long firstMillis;
    private final long mostMillis;
    private long nextMillis;

    public Backoff(long firstMillis, long mostMillis) {
        this.firstMillis = firstMillis;
        this.mostMillis = mostMillis;
        this.nextMillis = firstMillis;
    }

    /** To be called after a success. */
    public void reset() {
        nextMillis = firstMillis;
    }

    public void await() throws InterruptedException {
        TimeUnit.MILLISECONDS.sleep(next());
    }

    public long next() {
        double jitter = 0.75 + 0.5 * ThreadLocalRandom.current().nextDouble();
        long millis = Math.round(nextMillis * jitter);
        nextMillis = Math.min(2 * nextMillis, mostMillis);
        return millis;
    }
}
