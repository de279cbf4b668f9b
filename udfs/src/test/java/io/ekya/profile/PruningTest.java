/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.profile;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.profile.Pruning.Candidate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PruningTest {

    /** Returns configurations of which each costs more and reaches less than the previous one. */
    private static List<Candidate> increasinglyBad(int count) {
        List<Candidate> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add(new Candidate("c" + i, 1 + i, 0.9 - 0.02 * i));
        }
        return all;
    }

    @Test
    void dropsAFractionOfTheWorstAfterEverySecondWindow() {
        assertThat(Pruning.update(Map.of(), 0, increasinglyBad(12))).isEmpty();
        assertThat(Pruning.update(Map.of(), 1, increasinglyBad(12)))
                .containsOnlyKeys("c9", "c10", "c11")
                .containsValue(1L);
    }

    @Test
    void keepsAtLeastSix() {
        assertThat(Pruning.update(Map.of(), 1, increasinglyBad(7))).containsOnlyKeys("c6");
        assertThat(Pruning.update(Map.of("x", 1L), 3, increasinglyBad(6))).containsOnlyKeys("x");
        assertThat(Pruning.update(Map.of(), 3, List.of())).isEmpty();
    }

    @Test
    void keepsConfigurationsOnTheParetoFront() {
        List<Candidate> front = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            front.add(new Candidate("c" + i, 1 + i, 0.5 + 0.02 * i));
        }
        assertThat(Pruning.update(Map.of(), 1, front)).isEmpty();
    }

    @Test
    void profilesADroppedOneAgainAfterEightWindowsAndAfterStrongDrift() {
        Map<String, Long> dropped = Map.of("a", 1L, "b", 5L);
        assertThat(Pruning.stillDropped(dropped, 8, 0.8, 0.8)).containsOnlyKeys("a", "b");
        assertThat(Pruning.stillDropped(dropped, 9, 0.8, 0.8)).containsOnlyKeys("b");
        assertThat(Pruning.stillDropped(dropped, 6, 0.8, 0.69)).isEmpty();
        assertThat(Pruning.stillDropped(dropped, 6, null, 0.3)).containsOnlyKeys("a", "b");
    }

    @Test
    void profilesADroppedOneAgainAfterWindowsWereNumberedAnew() {
        Map<String, Long> dropped = Map.of("a", 9_000_000L);
        assertThat(Pruning.stillDropped(dropped, 4_500_000, 0.8, 0.8))
                .as("windows twice as long")
                .isEmpty();
        assertThat(Pruning.stillDropped(dropped, 18_000_000, 0.8, 0.8))
                .as("windows half as long")
                .isEmpty();
    }
}
