/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.concurrent;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BackoffTest {
    @Test
    void doublesUpToItsLimitWithAJitterOfAQuarter() {
        Backoff backoff = new Backoff(100, 300);

        assertThat(backoff.next()).isBetween(75L, 125L);
        assertThat(backoff.next()).isBetween(150L, 250L);
        // 400 is limited to 300
        assertThat(backoff.next()).isBetween(225L, 375L);
        assertThat(backoff.next()).isBetween(225L, 375L);
    }

    @Test
    void startsAgainAfterASuccess() {
        Backoff backoff = new Backoff(100, 10_000);
        backoff.next();
        backoff.next();

        backoff.reset();

        assertThat(backoff.next()).isBetween(75L, 125L);
    }
}
