/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

/** A clock that only a test advances. */
final class FakeDeviceClock implements DeviceClock {
    private long now;
    private long busy;

    @Override
    public synchronized long nanoTime() {
        return now;
    }

    @Override
    public synchronized long busyNanos() {
        return busy;
    }

    @Override
    public synchronized void sleep(long nanos) {
        now += nanos;
    }

    /** Simulates a mini-batch that keeps the device busy. */
    synchronized void work(long millis) {
        now += millis * 1_000_000;
        busy += millis * 1_000_000;
    }

    synchronized void idle(long millis) {
        now += millis * 1_000_000;
    }
}
