/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import java.time.Duration;

/**
 * Limits on concurrent calls; further calls are refused so that callers slow down.
 *
 * @param puts concurrent puts of samples
 * @param gets concurrent event streams and model downloads
 * @param actions concurrent actions
 * @param deadline of puts and actions
 * @param connections limits on connections
 */
public record ConcurrencyLimits(
        int puts, int gets, int actions, Duration deadline, ConnectionLimits connections) {
    /** 16 puts, 128 gets, 64 actions, 30 s. */
    public static final ConcurrencyLimits DEFAULT =
            new ConcurrencyLimits(16, 128, 64, Duration.ofSeconds(30));

    /** The default limits on connections. */
    public ConcurrencyLimits(int puts, int gets, int actions, Duration deadline) {
        this(puts, gets, actions, deadline, ConnectionLimits.DEFAULT);
    }

    public ConcurrencyLimits {
        if (puts < 1 || gets < 1 || actions < 1 || deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException(
                    "puts %d, gets %d, actions %d must be at least 1, the deadline %s above 0"
                            .formatted(puts, gets, actions, deadline));
        }
    }
}
