/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EpochsTest {
    @Test
    void everyEpochHasEveryCropOnceInMiniBatchesOfNearlyEqualSize() {
        Epochs epochs = new Epochs(10, 4, 2, InitialWeights.generator(1));

        // 10 crops in batches of at most 4: three batches of 3, 3 and 4
        assertThat(epochs.total()).isEqualTo(6);
        List<List<Integer>> orders = new ArrayList<>();
        for (int epoch = 0; epoch < 2; epoch++) {
            List<Integer> order = new ArrayList<>();
            for (int batch = 0; batch < 3; batch++) {
                int[] indices = epochs.next();
                assertThat(indices.length).isBetween(3, 4);
                for (int index : indices) {
                    order.add(index);
                }
                assertThat(epochs.atEpochEnd()).isEqualTo(batch == 2);
            }
            assertThat(order).containsExactlyInAnyOrder(0, 1, 2, 3, 4, 5, 6, 7, 8, 9);
            orders.add(order);
        }
        assertThat(orders.get(0)).isNotEqualTo(orders.get(1));
        assertThat(epochs.hasNext()).isFalse();
        assertThat(epochs.epochsDone()).isEqualTo(2);
    }
}
