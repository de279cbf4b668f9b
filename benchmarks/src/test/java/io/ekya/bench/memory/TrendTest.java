/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class TrendTest {

    @Test
    void theFirstTenthWarmsUpAndDoesNotCount() {
        Trend trend = Trend.of(List.of(1.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0, 5.0));
        assertThat(trend.growth()).isZero();
        assertThat(trend.slope()).isZero();
        assertThat(trend.slopeError()).isZero();
    }

    @Test
    void theSlopeIsThatOfTheWholeRun() {
        // 100, then 1 more in every tenth: 10 in a whole run, 8 % from the second to the last
        Trend trend =
                Trend.of(
                        List.of(
                                90.0, 100.0, 101.0, 102.0, 103.0, 104.0, 105.0, 106.0, 107.0,
                                108.0));
        assertThat(trend.growth()).isCloseTo(0.08, within(1e-12));
        assertThat(trend.slope()).isCloseTo(10, within(1e-9));
        assertThat(trend.slopeError()).isCloseTo(0, within(1e-6));
    }

    @Test
    void noiseWidensTheConfidenceInterval() {
        Trend trend = Trend.of(List.of(0.0, 5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0, 6.0, 5.0));
        assertThat(trend.slope()).isCloseTo(0, within(1e-9));
        // residuals 4/9 and 5/9: sum of squares 20/9, 7 degrees of freedom, sum of x squares 60
        double error = 2.365 * Math.sqrt(20.0 / 9 / 7 / 60);
        assertThat(trend.slopeError()).isCloseTo(10 * error, within(1e-9));
    }

    @Test
    void everyTenthIsNeeded() {
        assertThatThrownBy(() -> Trend.of(Collections.nCopies(9, 1.0)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("9");
    }
}
