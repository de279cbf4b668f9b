/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ShareKnapsackTest {
    @Test
    void prefersTwoMediumItemsToOneLargeItem() {
        ShareItems items = new ShareItems(new int[] {0, 3, 5}, new double[] {0, 5, 8});

        ShareKnapsack.Solution solution = ShareKnapsack.solve(List.of(items, items), 6);

        // 3 + 3 quanta: 10; 5 + 0 quanta: 8
        assertThat(solution.chosen()).containsExactly(1, 1);
        assertThat(solution.value()).isEqualTo(10);
    }

    @Property(tries = 300)
    void equalsBruteForce(@ForAll @LongRange(min = 0, max = 1 << 20) long seed) {
        Random random = new Random(seed);
        List<ShareItems> cameras = new ArrayList<>();
        for (int c = 0; c < 1 + random.nextInt(4); c++) {
            cameras.add(items(random));
        }
        int quanta = random.nextInt(25);

        ShareKnapsack.Solution solution = ShareKnapsack.solve(cameras, quanta);

        assertThat(solution.value()).isCloseTo(bruteForce(cameras, 0, quanta), within(1e-9));
        int used = 0;
        for (int c = 0; c < cameras.size(); c++) {
            used += cameras.get(c).quanta()[solution.chosen()[c]];
        }
        assertThat(used).isLessThanOrEqualTo(quanta);
    }

    private static ShareItems items(Random random) {
        int count = 1 + random.nextInt(4);
        int[] quanta = new int[count];
        double[] values = new double[count];
        for (int j = 1; j < count; j++) {
            quanta[j] = quanta[j - 1] + 1 + random.nextInt(8);
            values[j] = values[j - 1] + 0.01 + random.nextDouble();
        }
        return new ShareItems(quanta, values);
    }

    private static double bruteForce(List<ShareItems> cameras, int camera, int quanta) {
        if (camera == cameras.size()) {
            return 0;
        }
        double best = Double.NEGATIVE_INFINITY;
        ShareItems items = cameras.get(camera);
        for (int j = 0; j < items.size() && items.quanta()[j] <= quanta; j++) {
            double rest = bruteForce(cameras, camera + 1, quanta - items.quanta()[j]);
            best = Math.max(best, items.values()[j] + rest);
        }
        return best;
    }
}
