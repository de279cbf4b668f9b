/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class TrainingPaceTest {
    @Test
    void measuresFromTheFirstToTheLastCompletedMiniBatch() {
        TrainingPace pace = new TrainingPace(10);
        pace.observe(10, 0.0);
        pace.observe(11, 0.4);
        pace.observe(11, 0.5);
        pace.observe(13, 1.4);
        pace.observe(13, 9.0);
        // Mini-batches 12 and 13 in the second from 0.4 to 1.4.
        assertThat(pace.counted()).isEqualTo(2);
        assertThat(pace.speed()).isCloseTo(2.0, within(1e-9));
    }

    @Test
    void hasNoSpeedBeforeTwoMiniBatchesComplete() {
        TrainingPace pace = new TrainingPace(0);
        assertThat(pace.speed()).isZero();
        pace.observe(1, 1.0);
        assertThat(pace.speed()).isZero();
    }
}
