/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.vision.Crops;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class HeldOutSplitTest {

    /**
     * Bursts of five frames 67 ms apart every 1500 ms, several crops per frame, in shuffled order.
     */
    private static LabelledCrops window(int bursts, int cropsPerFrame) {
        int n = bursts * 5 * cropsPerFrame;
        long[] times = new long[n];
        for (int i = 0; i < n; i++) {
            int frame = (int) (i * 7919L % n) / cropsPerFrame; // 7919 is prime: a permutation
            times[i] = 1500L * (frame / 5) + 67L * (frame % 5);
        }
        return new LabelledCrops(new Crops(16, new byte[n * 768]), new int[n], times);
    }

    private static Set<Long> bursts(LabelledCrops data) {
        Set<Long> bursts = new HashSet<>();
        Arrays.stream(data.timesMillis()).forEach(t -> bursts.add(t / 1500));
        return bursts;
    }

    @Test
    void holdsOutTheLastQuarterOfEachThird() {
        HeldOutSplit split = HeldOutSplit.of(window(24, 3), 0.25, 3, 500);

        assertThat(bursts(split.heldOut())).containsExactlyInAnyOrder(6L, 7L, 14L, 15L, 22L, 23L);
        assertThat(split.heldOut().count()).isEqualTo(6 * 5 * 3);
        assertThat(split.training().count()).isEqualTo(18 * 5 * 3);
    }

    @Property(tries = 60)
    void neverSplitsABurst(
            @ForAll @IntRange(min = 1, max = 20) int bursts,
            @ForAll @IntRange(min = 1, max = 6) int cropsPerFrame,
            @ForAll @IntRange(min = 1, max = 5) int blocks,
            @ForAll @DoubleRange(max = 0.6) double fraction) {
        LabelledCrops data = window(bursts, cropsPerFrame);
        HeldOutSplit split = HeldOutSplit.of(data, fraction, blocks, 500);

        Set<Long> both = bursts(split.training());
        both.retainAll(bursts(split.heldOut()));
        assertThat(both).isEmpty();
        assertThat(split.training().count() + split.heldOut().count()).isEqualTo(data.count());
        assertThat(split.training().count()).isPositive();
    }

    @Test
    void holdsOutNothingFromASingleBurst() {
        HeldOutSplit split = HeldOutSplit.of(window(1, 4), 0.25, 3, 500);

        assertThat(split.heldOut().count()).isZero();
        assertThat(split.training().count()).isEqualTo(20);
    }

    @Test
    void holdsOutAQuarterOfLabelsWithoutGaps() {
        long[] times = new long[600];
        Arrays.setAll(times, i -> 50L * i); // 30 seconds, 20 labels in each
        var data = new LabelledCrops(new Crops(16, new byte[600 * 768]), new int[600], times);

        HeldOutSplit split = HeldOutSplit.of(data, 0.25, 3, 500);

        assertThat(split.heldOut().count()).isBetween(120, 180);
    }

    @Test
    void rejectsHoldingOutEverything() {
        assertThatThrownBy(() -> HeldOutSplit.of(window(4, 1), 1, 3, 500))
                .hasMessageContaining("1.0");
    }
}
