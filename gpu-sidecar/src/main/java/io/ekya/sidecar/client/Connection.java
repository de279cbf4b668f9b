/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.client;

import io.grpc.ConnectivityState;
import io.grpc.ManagedChannel;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Reconnects a gRPC channel without delay. By itself, gRPC waits longer after each failure to
 * connect, and until then calls fail with the previous failure.
 */
final class Connection {
    private static final long TIMEOUT_NANOS = 300_000_000;

    private final ManagedChannel channel;

    Connection(ManagedChannel channel) {
        this.channel = channel;
    }

    /** If the last attempt to connect failed, connects now and waits briefly. */
    void awaitAfterFailure() throws InterruptedException {
        ConnectivityState state = channel.getState(false);
        if (state != ConnectivityState.TRANSIENT_FAILURE) {
            return;
        }
        channel.resetConnectBackoff();
        long end = System.nanoTime() + TIMEOUT_NANOS;
        for (long left = TIMEOUT_NANOS;
                state != ConnectivityState.READY && left > 0;
                left = end - System.nanoTime()) {
            CountDownLatch changed = new CountDownLatch(1);
            channel.notifyWhenStateChanged(state, changed::countDown);
            changed.await(left, TimeUnit.NANOSECONDS);
            state = channel.getState(true);
        }
    }
}
