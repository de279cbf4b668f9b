/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TrainingSetTest {
    private static final LabelledCrops WINDOW = ToyCrops.of(70, 16, 1);
    private static final LabelledCrops EXEMPLARS = earlier(ToyCrops.of(140, 16, 2));

    /** The same crops with times an hour earlier. */
    private static LabelledCrops earlier(LabelledCrops data) {
        long[] times = Arrays.stream(data.timesMillis()).map(t -> t - 3_600_000).toArray();
        return new LabelledCrops(data.crops(), data.labels(), times);
    }

    @Test
    void takesAUniformSampleInTimeOrder() {
        LabelledCrops tenth = TrainingSet.fraction(WINDOW, 0.1, 3);

        assertThat(tenth.count()).isEqualTo(7);
        assertThat(tenth.timesMillis()).isSorted().doesNotHaveDuplicates();
        assertThat(TrainingSet.fraction(WINDOW, 0.1, 3).timesMillis())
                .isEqualTo(tenth.timesMillis());
        assertThat(TrainingSet.fraction(WINDOW, 0.1, 4).timesMillis())
                .isNotEqualTo(tenth.timesMillis());
    }

    @Test
    void choosesAllCropsWithEqualProbability() {
        int[] times = new int[70];
        for (int seed = 0; seed < 1000; seed++) {
            Arrays.stream(TrainingSet.fraction(WINDOW, 0.2, seed).timesMillis())
                    .forEach(t -> times[(int) (t / 100)]++);
        }
        // 1000 draws with probability 0.2: 200, standard deviation 12.6
        assertThat(Arrays.stream(times).boxed()).allMatch(n -> n > 140 && n < 260);
    }

    @Test
    void takesAtLeastOneCropAndAllOfThemIfRequested() {
        assertThat(TrainingSet.fraction(WINDOW, 0.001, 1).count()).isEqualTo(1);
        assertThat(TrainingSet.fraction(WINDOW, 1, 1)).isSameAs(WINDOW);
        assertThat(TrainingSet.fraction(LabelledCrops.empty(16), 0.5, 1).count()).isZero();
        assertThatThrownBy(() -> TrainingSet.fraction(WINDOW, 0, 1)).hasMessageContaining("0.0");
    }

    @Test
    void ignoresExemplarsOfTheSameWindow() {
        assertThat(TrainingSet.of(WINDOW, WINDOW, 1, 1).count()).isEqualTo(70);
        assertThat(TrainingSet.of(WINDOW, WINDOW.plus(EXEMPLARS), 1, 1).timesMillis())
                .isEqualTo(TrainingSet.of(WINDOW, EXEMPLARS, 1, 1).timesMillis());
    }

    @Test
    void addsExemplarsUpToThirtyPercentOfTheSet() {
        // 70 labels: 70 · 0.3 / 0.7 = 30 exemplars, alternating between seven classes
        LabelledCrops set = TrainingSet.of(WINDOW, EXEMPLARS, 1, 1);

        assertThat(set.count()).isEqualTo(100);
        int[] added = new int[7];
        Arrays.stream(set.labels(), 70, 100).forEach(label -> added[label]++);
        assertThat(added).containsExactly(5, 5, 4, 4, 4, 4, 4);
    }

    @Test
    void takesFewerExemplarsForFewerLabels() {
        assertThat(TrainingSet.of(WINDOW, EXEMPLARS, 0.1, 1).count()).isEqualTo(7 + 3);
        assertThat(TrainingSet.of(WINDOW, LabelledCrops.empty(16), 1, 1)).isSameAs(WINDOW);
    }
}
