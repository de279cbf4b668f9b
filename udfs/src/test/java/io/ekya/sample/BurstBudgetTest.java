/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BurstBudgetTest {
    @Property(tries = 300)
    void takesTheWholeBudgetIfEnoughBurstsAreOffered(
            @ForAll @IntRange(min = 1, max = 200) int bursts,
            @ForAll @IntRange(min = 1, max = 4) int offeredPerTaken) {
        BurstBudget budget = new BurstBudget(bursts);
        int offered = bursts * offeredPerTaken;
        int taken = 0;
        for (int i = 0; i < offered; i++) {
            double elapsed = (i + 0.5) / offered;
            if (budget.takes(taken, elapsed)) {
                taken++;
            }
            assertThat(taken).isLessThanOrEqualTo((int) (bursts * elapsed) + 1);
        }
        assertThat(taken).isEqualTo(bursts);
    }

    @Test
    void rejectsABudgetWithoutBursts() {
        assertThatThrownBy(() -> new BurstBudget(0)).hasMessageContaining("at least 1");
    }
}
