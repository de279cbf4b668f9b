/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RefusedCallsTest {
    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 5); // nanoTime may overflow
    private final RefusedCalls refused = new RefusedCalls(new CallCounts(), now::get);

    @Test
    void logsOnceAMinuteHowManyThereWere() {
        assertThat(refused.numberToLog()).isEqualTo(1);
        for (int i = 0; i < 1_000; i++) {
            now.addAndGet(1_000);
            assertThat(refused.numberToLog()).isZero();
        }

        now.addAndGet(Duration.ofMinutes(1).toNanos());

        assertThat(refused.numberToLog()).isEqualTo(1_001);
        assertThat(refused.numberToLog()).isZero();
    }
}
