/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.vision;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BoxTest {
    private final Box box = new Box(0, 0, 10, 10);

    @Test
    void iouIsTheIntersectionDividedByTheUnion() {
        // 5 · 10 of 150
        assertThat(box.iou(new Box(5, 0, 10, 10))).isCloseTo(1 / 3.0, within(1e-12));
        assertThat(box.iou(box)).isEqualTo(1);
    }

    @Test
    void boxesThatOnlyTouchDoNotOverlap() {
        assertThat(box.iou(new Box(10, 0, 10, 10))).isZero();
        assertThat(box.iou(new Box(20, 20, 5, 5))).isZero();
        assertThat(new Box(0, 0, 0, 0).iou(new Box(0, 0, 0, 0))).isZero();
    }
}
