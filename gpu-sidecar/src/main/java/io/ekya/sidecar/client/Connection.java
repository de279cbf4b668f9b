package io.ekya.sidecar.client;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Makes up for two habits of gRPC: after failures to connect it waits ever longer before it tries
 * again, and until it has connected, calls fail with the old failure.
 */
final class Connection {
    private static final long PATIENCE_NANOS = 300_000_000;

    private final ManagedChannel channel;

    Connection(ManagedChannel channel) {
        this.channel = channel;
    }

    /** Where the last attempt failed, tries now and gives it a moment. */
    void awaitAfterFailure() throws InterruptedException {
        ConnectivityState state = channel.getState(false);
        if (state != ConnectivityState.TRANSIENT_FAILURE) {
            return;
        }
        channel.resetConnectBackoff();
        long end = System.nanoTime() + PATIENCE_NANOS;
        for (long left = PATIENCE_NANOS;
                state != ConnectivityState.READY && left > 0;
                left = end - System.nanoTime()) {
            CountDownLatch changed = new CountDownLatch(1);
            channel.notifyWhenStateChanged(state, changed::countDown);
            changed.await(left, TimeUnit.NANOSECONDS);
            state = channel.getState(true);
        }
    }
}
