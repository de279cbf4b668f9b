/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import io.grpc.Status;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts calls that come without a valid token, and connections that are closed before one comes.
 * Logs them at most once a minute, since their number is up to the callers.
 */
public final class RefusedCalls {
    private static final Logger LOG = LoggerFactory.getLogger(RefusedCalls.class);
    private static final long INTERVAL_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final CallCounts counts;
    private final LongSupplier nanoTime;
    private boolean logged;
    private long loggedNanos;
    private long sinceLogged;

    /**
     * @param nanoTime monotonic clock
     */
    public RefusedCalls(CallCounts counts, LongSupplier nanoTime) {
        this.counts = counts;
        this.nanoTime = nanoTime;
    }

    /**
     * Counts a call.
     *
     * @param method such as DoAction; the label of the counter
     * @param peer where it came from, if known
     */
    public void add(String method, @Nullable SocketAddress peer) {
        counts.count(method, Status.UNAUTHENTICATED);
        long number = numberToLog();
        if (number > 0) {
            LOG.warn(
                    "Refused {} calls or connections without a valid token; the last one was a {} from {}",
                    number,
                    method,
                    peer == null ? "closed connection" : peer);
        }
    }

    /** Returns how many have come since the last message if it is time for the next; else 0. */
    synchronized long numberToLog() {
        sinceLogged++;
        long now = nanoTime.getAsLong();
        if (logged && now - loggedNanos < INTERVAL_NANOS) {
            return 0;
        }
        long number = sinceLogged;
        logged = true;
        loggedNanos = now;
        sinceLogged = 0;
        return number;
    }
}
