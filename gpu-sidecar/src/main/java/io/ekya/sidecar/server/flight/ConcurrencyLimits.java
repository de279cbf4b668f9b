package io.ekya.sidecar.server.flight;

import java.time.Duration;

/**
 * What one sidecar takes on at once.
 *
 * @param puts of samples at once; more are refused so that callers slow down
 * @param gets at once: tails of events and models
 * @param actions at once
 * @param deadline of a put or an action
 */
public record ConcurrencyLimits(int puts, int gets, int actions, Duration deadline) {
    /** 16 puts, 128 gets, 64 actions, 30 s. */
    public static final ConcurrencyLimits DEFAULT =
            new ConcurrencyLimits(16, 128, 64, Duration.ofSeconds(30));

    public ConcurrencyLimits {
        if (puts < 1 || gets < 1 || actions < 1 || deadline.isNegative() || deadline.isZero()) {
            throw new IllegalArgumentException(
                    "puts %d, gets %d, actions %d must be at least 1, the deadline %s above 0"
                            .formatted(puts, gets, actions, deadline));
        }
    }
}
