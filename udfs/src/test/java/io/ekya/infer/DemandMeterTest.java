/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class DemandMeterTest {
    private static final InferenceConfiguration FULL = new InferenceConfiguration("a", 1, 32);
    private static final InferenceConfiguration FIFTH = new InferenceConfiguration("b", 5, 32);
    private static final InferenceConfiguration SMALL = new InferenceConfiguration("c", 1, 24);

    @Test
    void demandIsAnalysedFramesPerSecondTimesTheirCost() {
        DemandMeter meter = new DemandMeter(32, 0.003);
        meter.add(32, 20, 100_000_000); // 20 frames of 5 ms, beside 20 expected ones of 3 ms
        // 15 frames a second x 4 ms = 0.06 GPU; every fifth of them 0.012
        assertThat(meter.gpus(FULL, 15)).isCloseTo(0.06, within(1e-12));
        assertThat(meter.gpus(FIFTH, 15)).isCloseTo(0.012, within(1e-12));
    }

    @Test
    void extrapolatesUnmeasuredSidesByPixels() {
        DemandMeter meter = new DemandMeter(32, 0.003);
        // prior: 3 ms x (24 / 32)² = 1.6875 ms
        assertThat(meter.secondsPerFrame(24)).isCloseTo(0.0016875, within(1e-12));
        assertThat(meter.measured(32)).isFalse();
        meter.add(32, 20, 100_000_000); // 4 ms on average
        assertThat(meter.measured(32)).isTrue();
        assertThat(meter.gpus(SMALL, 10)).isCloseTo(10 * 0.004 * 0.5625, within(1e-12));
        meter.add(24, 20, 20 * 3_750_000); // expected 2.25 ms, measured 3.75 ms
        assertThat(meter.gpus(SMALL, 10)).isCloseTo(10 * 0.003, within(1e-12));
        // 48 px: from 32 px, the nearest below
        assertThat(meter.secondsPerFrame(48)).isCloseTo(0.004 * 2.25, within(1e-12));
    }

    @Test
    void isThePlainMeanAtFirstAndDecaysLater() {
        DemandMeter meter = new DemandMeter(32, 0.002);
        meter.add(32, 20, 20 * 1_000_000L); // 1 ms each, beside 20 expected ones of 2 ms
        assertThat(meter.secondsPerFrame(32)).isCloseTo(0.0015, within(1e-12));
        for (int i = 0; i < 1000; i++) {
            meter.add(32, 10, 50_000_000); // 5 ms: 10,000 frames, more than 30 times its memory
        }
        assertThat(meter.secondsPerFrame(32)).isCloseTo(0.005, within(1e-9));
        meter.add(32, 300, 300 * 1_000_000L); // 300 frames of 1 ms weigh 1 - 1/e = 0.632
        assertThat(meter.secondsPerFrame(32)).isCloseTo(0.005 - 0.632 * 0.004, within(1e-5));
    }

    @Test
    void capsOutliers() {
        DemandMeter meter = new DemandMeter(32, 0.003);
        meter.add(32, 1, 1_000_000_000); // a first batch of one second counts for 15 ms
        assertThat(meter.secondsPerFrame(32)).isCloseTo((20 * 3 + 15) / 21e3, within(1e-9));
    }

    @Test
    void ignoresEmptyMeasurementsAndRejectsAnInvalidPrior() {
        DemandMeter meter = new DemandMeter(32, 0.003);
        meter.add(32, 0, 1_000);
        assertThat(meter.measured(32)).isFalse();
        assertThatThrownBy(() -> new DemandMeter(32, 0))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
