/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import java.time.Duration;

/**
 * Limits on connections, which apply before a token is looked at.
 *
 * @param connections open at once; further ones are refused
 * @param unproven of these, connections on which no call with the token has come yet; a further one
 *     closes the oldest, so that idle connections keep nobody out
 * @param handshake time in which a connection has to bring its first call with the token
 * @param idle time without calls after which a connection is closed; clients connect again
 */
public record ConnectionLimits(int connections, int unproven, Duration handshake, Duration idle) {
    /** 512 connections, 128 of them unproven for at most 10 s; idle for at most 5 min. */
    public static final ConnectionLimits DEFAULT =
            new ConnectionLimits(512, 128, Duration.ofSeconds(10), Duration.ofMinutes(5));

    public ConnectionLimits {
        if (unproven < 1 || connections < unproven) {
            throw new IllegalArgumentException(
                    "unproven must be within 1..%d, but is %d".formatted(connections, unproven));
        }
        if (handshake.toMillis() < 1 || idle.toMillis() < 1) {
            throw new IllegalArgumentException(
                    "handshake %s and idle %s must be at least 1 ms".formatted(handshake, idle));
        }
    }
}
