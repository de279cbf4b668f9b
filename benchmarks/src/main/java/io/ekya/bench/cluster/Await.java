/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import java.util.concurrent.TimeUnit;

/** Waits for conditions. */
final class Await {
    private static final int POLL_MILLIS = 250;

    private Await() {}

    /** A condition. */
    interface Condition {
        boolean holds() throws Exception;
    }

    /** What is said if a condition does not hold. */
    interface Message {
        String text() throws Exception;
    }

    /**
     * Waits until a condition holds, and returns the seconds that it took since a time.
     *
     * @param sinceNanos of {@link System#nanoTime}
     * @param message of the exception if it does not hold in time
     */
    static double until(int timeoutSeconds, long sinceNanos, Condition condition, Message message)
            throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        while (!condition.holds()) {
            if (System.nanoTime() > end) {
                throw new IllegalStateException(
                        message.text() + ", after " + timeoutSeconds + " s");
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
        }
        return (System.nanoTime() - sinceNanos) / 1e9;
    }
}
