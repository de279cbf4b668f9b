/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class SpeedCurveTest {
    @Test
    void interpolatesFromZeroToTheWholeGpu() {
        SpeedCurve curve = new SpeedCurve(List.of(new SpeedCurve.Point(0.5, 0.8)));

        assertThat(curve.at(0)).isZero();
        assertThat(curve.at(0.25)).isCloseTo(0.4, within(1e-12));
        assertThat(curve.at(0.5)).isCloseTo(0.8, within(1e-12));
        // half-way from (0.5, 0.8) to (1, 1)
        assertThat(curve.at(0.75)).isCloseTo(0.9, within(1e-12));
        assertThat(curve.at(1)).isEqualTo(1);
    }

    @Test
    void moreThanOneGpuIsNoFaster() {
        assertThat(new SpeedCurve(List.of()).at(3)).isEqualTo(1);
        assertThat(new SpeedCurve(List.of(new SpeedCurve.Point(1, 0.9))).at(2)).isEqualTo(0.9);
    }
}
