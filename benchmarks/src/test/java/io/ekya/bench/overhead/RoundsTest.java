/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

final class RoundsTest {

    @Test
    void comparesWithinARoundSoThatASlowRoundCountsOnce() {
        Rounds rounds = new Rounds();
        rounds.add(90, 100);
        rounds.add(9, 10);
        rounds.add(20, 10);
        assertThat(rounds.ratio()).isCloseTo(0.9, within(1e-12));
        assertThat(rounds.line("infer", "crops/s"))
                .contains("20.0 of", "10.0 crops/s", "0.900", "range 0.900 to 2.000", "3 rounds");
    }

    @Test
    void separatesCpuTimeFromWaiting() {
        Rounds rounds = new Rounds();
        rounds.add(100, new Elapsed(2, 1), new Elapsed(1, 0.9));
        assertThat(rounds.ratio()).isCloseTo(0.5, within(1e-12));
        assertThat(rounds.line("infer", "crops/s")).endsWith("; by CPU time 0.900");
    }

    @Test
    void isClearlyBelowALimitOnlyIfFewRoundsWouldBeSoByChance() {
        assertThat(rounds(0.4, 0.4, 0.4, 0.4).clearlyBelow(0.5)).as("1/16").isFalse();
        assertThat(rounds(0.4, 0.4, 0.4, 0.4, 0.4).clearlyBelow(0.5)).as("1/32").isTrue();
        assertThat(rounds(0.4, 0.4, 0.4, 0.4, 1.8).clearlyBelow(0.5)).as("6/32").isFalse();
        assertThat(rounds(0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 0.4, 1.8).clearlyBelow(0.5))
                .as("9/256")
                .isTrue();
    }

    private static Rounds rounds(double... ratios) {
        Rounds rounds = new Rounds();
        for (double ratio : ratios) {
            rounds.add(ratio, 1);
        }
        return rounds;
    }

    @Test
    void interpolatesQuantilesBetweenTheNearestRanks() {
        List<Double> values = List.of(4.0, 1.0, 2.0, 3.0);
        assertThat(Rounds.quantile(values, 0)).isEqualTo(1);
        assertThat(Rounds.quantile(values, 0.5)).isEqualTo(2.5);
        assertThat(Rounds.quantile(values, 0.25)).isEqualTo(1.75);
        assertThat(Rounds.quantile(values, 1)).isEqualTo(4);
        assertThat(Rounds.quantile(List.of(7.0), 0.9)).isEqualTo(7);
    }

    @Test
    void rejectsRatesOfZero() {
        Rounds rounds = new Rounds();
        assertThatThrownBy(() -> rounds.add(0, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rounds.add(1, Double.NaN))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(rounds::ratio).isInstanceOf(IllegalStateException.class);
    }
}
