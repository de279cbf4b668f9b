/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.camera;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Milliseconds since the epoch that advance evenly, whatever happens to the wall clock after this
 * was created.
 *
 * @param startMillis time at the start
 * @param startNanos elapsed time at the start
 * @param nanos elapsed time
 */
record MonotonicClock(long startMillis, long startNanos, LongSupplier nanos)
        implements LongSupplier {

    /** A clock that shows this time now. */
    static MonotonicClock startingAt(long millis) {
        return new MonotonicClock(millis, System.nanoTime(), System::nanoTime);
    }

    @Override
    public long getAsLong() {
        return startMillis + TimeUnit.NANOSECONDS.toMillis(nanos.getAsLong() - startNanos);
    }
}
