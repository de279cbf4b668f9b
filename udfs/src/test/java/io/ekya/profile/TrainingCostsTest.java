/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.ekya.profile.TrainingCosts.Cost;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingCostsTest {
    private final TrainingCosts costs =
            new TrainingCosts(List.of(new Cost(0, 2, 2), new Cost(4, 0.5, 0.05)));

    @Test
    void theFirstEpochCostsMoreIfFrozenBlocksAreComputedOnce() {
        assertThat(costs.of(0, 3)).isCloseTo(6, within(1e-12));
        assertThat(costs.of(4, 3)).isCloseTo(0.6, within(1e-12));
        assertThat(costs.laterToFirst(4)).isCloseTo(0.1, within(1e-12));
    }

    @Test
    void usesTheNearestNumberOfFrozenBlocks() {
        assertThat(costs.of(3, 1)).isEqualTo(0.5);
        assertThat(costs.of(1, 1)).isEqualTo(2);
    }

    @Test
    void rejectsMissingAndInvalidCosts() {
        assertThatThrownBy(() -> new TrainingCosts(List.of()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Cost(0, 0, 1)).isInstanceOf(IllegalArgumentException.class);
    }
}
