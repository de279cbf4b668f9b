/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Event times of records with good and broken clocks. */
class FrameClockTest {
    private static final long NOW = 1_777_636_800_000L; // 2026-05-01T12:00:00Z

    private final FrameClock clock = new FrameClock(1_000);

    private static FrameRecord at(@Nullable String time) {
        return new FrameRecord("edge/north", null, null, time, null, null, 0, NOW - 50);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-05-01T11:59:59.500Z, -500",
        "2026-05-01T13:59:59.500+02:00, -500",
        "2026-05-01T12:00:07Z, 0", // ahead
        "2026-05-01T11:59:00Z, -1000", // stale
        "1970-01-01T00:00:00Z, -1000", // a camera without a clock
        "9999-01-01T00:00:00Z, 0",
        "+999999999-12-31T23:59:59Z, 0", // overflows milliseconds
        "noon, 0",
        ", -50" // Kafka's time
    })
    void staysNearTheWallClock(@Nullable String time, long offsetMillis) {
        assertThat(clock.eventMillis(at(time), NOW) - NOW).isEqualTo(offsetMillis);
    }
}
