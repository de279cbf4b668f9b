/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StampedTimesTest {
    private final StampedTimes times =
            new StampedTimes(new long[] {0, 40_000, 80_000, 5_000_000}, 5_040_000, 40_000);

    @Test
    void aFrameIsDueUntilTheNextOne() {
        assertThat(times.indexAt(0)).isZero();
        assertThat(times.indexAt(39)).isZero();
        assertThat(times.indexAt(40)).isEqualTo(1);
        assertThat(times.indexAt(4_999)).isEqualTo(2);
        assertThat(times.indexAt(5_039)).isEqualTo(3);
        assertThat(times.indexAt(5_040)).isEqualTo(4);
        assertThat(times.indexAt(10 * 5_040 + 100)).isEqualTo(42);
    }

    @Test
    void timesAndFramesCorrespondInEveryLoop() {
        for (long index = 0; index < 1_000; index++) {
            assertThat(times.indexAt(times.millisOf(index))).isEqualTo(index);
            if (index > 0) {
                assertThat(times.indexAt(times.millisOf(index) - 1)).isEqualTo(index - 1);
            }
        }
    }

    @Test
    void aLowerRateKeepsTheFirstFrameOfEachInterval() {
        assertThat(times.atRate(Double.POSITIVE_INFINITY)).containsExactly(0, 1, 2, 3);
        assertThat(times.atRate(12.5)).containsExactly(0, 2, 3);
        assertThat(times.atRate(1)).containsExactly(0, 3);
    }
}
