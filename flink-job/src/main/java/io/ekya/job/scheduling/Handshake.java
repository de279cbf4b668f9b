/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.scheduling;

import io.ekya.concurrent.Backoff;
import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.client.Sidecar;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handshake with the sidecar at the start of the Flink job, on a thread of its own, retried
 * until the sidecar answers. The reply holds the epoch under which commands are accepted.
 */
final class Handshake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);
    private static final long FIRST_RETRY_MILLIS = 250;
    private static final long MAX_RETRY_MILLIS = 1_000;
    private static final long JOIN_MILLIS = 5_000;

    private final Sidecar sidecar;
    private final HelloRequest request;
    private final Thread thread;
    private final CompletableFuture<HelloReply> reply = new CompletableFuture<>();

    /**
     * @param sidecar closed with this
     * @param failure receives what ends the thread unexpectedly
     */
    Handshake(Sidecar sidecar, HelloRequest request, ThreadFailure failure) {
        this.sidecar = sidecar;
        this.request = request;
        this.thread = DaemonThreads.named("handshake", this::run, failure);
    }

    void start() {
        thread.start();
    }

    /** Returns the reply, or null if it has not arrived yet. */
    @Nullable HelloReply reply() {
        return reply.isDone() ? reply.join() : null;
    }

    private void run() {
        Backoff backoff = new Backoff(FIRST_RETRY_MILLIS, MAX_RETRY_MILLIS);
        try {
            while (!reply.isDone()) {
                try {
                    reply.complete(sidecar.hello(request));
                } catch (SidecarException e) {
                    LOG.info("The sidecar does not answer yet: {}", e.getMessage());
                    backoff.await();
                }
            }
        } catch (InterruptedException e) {
            LOG.debug("The handshake was interrupted");
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.interrupt();
        thread.join(JOIN_MILLIS);
        sidecar.close();
    }
}
