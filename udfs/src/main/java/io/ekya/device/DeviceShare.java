package io.ekya.device;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One job's share of the device. Mini-batches of one share are run by one thread at a time. */
public interface DeviceShare extends AutoCloseable {

    /** Takes effect at the next mini-batch. */
    void resize(double share);

    /** Nanoseconds until the next mini-batch may run; 0 where it may run now. */
    long nanosUntilReady();

    /** Waits until the share allows it, runs the mini-batch, and charges its busy time. */
    <T> T run(Supplier<T> miniBatch) throws InterruptedException;

    /**
     * Runs the mini-batch where the share allows it now, else returns null. It does not wait for
     * the share; on a device that one thread at a time may have, it waits for the mini-batch of
     * another.
     */
    <T> @Nullable T tryRun(Supplier<T> miniBatch);

    /** Share asked for, 0..1 of one GPU. */
    double requested();

    /** Device-busy nanoseconds since the share was opened; see {@link DeviceClock}. */
    long busyNanos();

    @Override
    void close();
}
