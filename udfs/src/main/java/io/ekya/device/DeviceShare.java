/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One job's share of a device. Mini-batches of one share are run by one thread at a time. */
public interface DeviceShare extends AutoCloseable {

    /** Changes the share, effective from the next mini-batch. */
    void resize(double share);

    /** Returns the nanoseconds until the next mini-batch can run; 0 if it can run now. */
    long nanosUntilReady();

    /** Waits until the share permits it, runs the mini-batch, and charges its busy time. */
    <T> T run(Supplier<T> miniBatch) throws InterruptedException;

    /**
     * Runs the mini-batch if the share permits it now, else returns null. Does not wait for the
     * share, but on an exclusive device waits for another thread's mini-batch.
     */
    <T> @Nullable T tryRun(Supplier<T> miniBatch);

    /** Returns the requested share, 0..1 of one GPU. */
    double requested();

    /** Returns the device-busy nanoseconds since the share was opened; see {@link DeviceClock}. */
    long busyNanos();

    @Override
    void close();
}
