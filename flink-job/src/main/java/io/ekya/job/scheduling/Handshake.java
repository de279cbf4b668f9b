/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.scheduling;

import io.ekya.concurrent.Backoff;
import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.client.Sidecar;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handshake with the sidecar, on a thread of its own, retried until the sidecar answers. The
 * answer is read from the journal, as the HELLO event of this client.
 */
final class Handshake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Handshake.class);
    private static final long FIRST_RETRY_MILLIS = 250;
    private static final long MAX_RETRY_MILLIS = 1_000;
    private static final long JOIN_SECONDS = 5;

    private final Sidecar sidecar;
    private final ExecutorService thread;
    private final ThreadFailure failure;

    /**
     * @param sidecar closed with this
     * @param failure receives errors of the thread
     */
    Handshake(Sidecar sidecar, ThreadFailure failure) {
        this.sidecar = sidecar;
        this.failure = failure;
        this.thread =
                Executors.newSingleThreadExecutor(DaemonThreads.factory("handshake", failure));
    }

    /** Sends a request, after those that were sent before. */
    void send(HelloRequest request) {
        thread.execute(failure.guarded(() -> sendUntilAnswered(request)));
    }

    private void sendUntilAnswered(HelloRequest request) {
        Backoff backoff = new Backoff(FIRST_RETRY_MILLIS, MAX_RETRY_MILLIS);
        String warned = "";
        while (true) {
            try {
                sidecar.hello(request);
                return;
            } catch (SidecarException e) {
                if (e.reason() != SidecarException.Reason.UNAVAILABLE
                        && !String.valueOf(e.getMessage()).equals(warned)) {
                    warned = String.valueOf(e.getMessage()); // once, not at every retry
                    LOG.warn("The sidecar refuses this job, which cannot retrain: {}", warned);
                }
                LOG.info("The sidecar does not answer yet: {}", e.getMessage());
            }
            try {
                backoff.await();
            } catch (InterruptedException e) {
                LOG.debug("The handshake was interrupted");
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    @Override
    public void close() throws InterruptedException {
        thread.shutdownNow();
        if (!thread.awaitTermination(JOIN_SECONDS, TimeUnit.SECONDS)) {
            LOG.warn("The handshake does not end; its thread stays");
        }
        sidecar.close();
    }
}
