/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.infer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.vision.Box;
import io.ekya.vision.ObjectClass;
import java.util.List;
import org.junit.jupiter.api.Test;

class CarryForwardTest {
    private static final int CAR = ObjectClass.CAR.index();
    private static final int BUS = ObjectClass.BUS.index();

    @Test
    void givesEachRegionTheClassWithTheLargestOverlap() {
        List<Box> last = List.of(new Box(0, 0, 10, 10), new Box(8, 0, 10, 10));
        // overlaps the first by 5 x 10 of 150 (0.33), the second by 7 x 10 of 130 (0.54)
        List<Box> now = List.of(new Box(5, 0, 10, 10));
        assertThat(CarryForward.carry(last, new int[] {CAR, BUS}, now)).containsExactly(BUS);
    }

    @Test
    void aRegionWithoutOverlapIsUnknown() {
        List<Box> last = List.of(new Box(0, 0, 10, 10));
        List<Box> now = List.of(new Box(10, 0, 10, 10), new Box(9, 0, 10, 10));
        assertThat(CarryForward.carry(last, new int[] {CAR}, now))
                .containsExactly(ObjectClass.UNKNOWN, CAR);
        assertThat(CarryForward.carry(List.of(), new int[0], now))
                .containsExactly(ObjectClass.UNKNOWN, ObjectClass.UNKNOWN);
    }

    @Test
    void severalRegionsCanTakeTheSamePrediction() {
        List<Box> last = List.of(new Box(0, 0, 20, 10));
        List<Box> now = List.of(new Box(0, 0, 10, 10), new Box(10, 0, 10, 10));
        assertThat(CarryForward.carry(last, new int[] {BUS}, now)).containsExactly(BUS, BUS);
    }

    @Test
    void requiresAClassPerRegion() {
        assertThatThrownBy(
                        () ->
                                CarryForward.carry(
                                        List.of(new Box(0, 0, 1, 1)), new int[0], List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("there are 0 for 1 regions");
    }
}
