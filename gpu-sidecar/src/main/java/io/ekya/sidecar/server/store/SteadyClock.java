/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.function.LongSupplier;

/**
 * The wall clock without its steps: while it differs from what elapsed time says by more than
 * {@value #TOLERANCE_MILLIS} ms, elapsed time counts, until somebody has dealt with the step and
 * adopts it. Thread-safe.
 */
final class SteadyClock extends Clock {
    /** Smaller differences are corrections, which are followed at once. */
    static final long TOLERANCE_MILLIS = 10_000;

    private final Clock wall;
    private final LongSupplier elapsedNanos;
    private long adoptedMillis;
    private long atNanos;

    SteadyClock(Clock wall, LongSupplier elapsedNanos) {
        this.wall = wall;
        this.elapsedNanos = elapsedNanos;
        adopt();
    }

    /** Returns by how many milliseconds the wall clock has stepped; 0 if it has not. */
    synchronized long step() {
        long difference = wall.millis() - steady();
        return Math.abs(difference) > TOLERANCE_MILLIS ? difference : 0;
    }

    /** Follows the wall clock from now on. */
    synchronized void adopt() {
        adoptedMillis = wall.millis();
        atNanos = elapsedNanos.getAsLong();
    }

    /** Returns what the wall clock says, after a step, too. */
    long wallMillis() {
        return wall.millis();
    }

    private long steady() {
        return adoptedMillis + (elapsedNanos.getAsLong() - atNanos) / 1_000_000;
    }

    @Override
    public synchronized long millis() {
        return step() == 0 ? wall.millis() : steady();
    }

    @Override
    public Instant instant() {
        return Instant.ofEpochMilli(millis());
    }

    @Override
    public ZoneId getZone() {
        return wall.getZone();
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return new SteadyClock(wall.withZone(zone), elapsedNanos);
    }
}
