/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.vision.Crops;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class ExemplarMemoryTest {
    private static final LabelledCrops NOTHING = LabelledCrops.empty(16);

    /** Crops with these labels and this time. */
    private static LabelledCrops crops(long time, int... labels) {
        long[] times = new long[labels.length];
        Arrays.fill(times, time);
        return new LabelledCrops(new Crops(16, new byte[768 * labels.length]), labels, times);
    }

    private static float[][] features(int count, long seed) {
        Random random = new Random(seed);
        float[][] features = new float[count][4];
        for (float[] f : features) {
            for (int d = 0; d < f.length; d++) {
                f[d] = random.nextFloat();
            }
        }
        return features;
    }

    private static int[] repeated(int... counts) {
        int[] labels = new int[Arrays.stream(counts).sum()];
        int at = 0;
        for (int c = 0; c < counts.length; c++) {
            Arrays.fill(labels, at, at + counts[c], c);
            at += counts[c];
        }
        return labels;
    }

    private static int[] counts(LabelledCrops data) {
        int[] counts = new int[7];
        Arrays.stream(data.labels()).forEach(label -> counts[label]++);
        return counts;
    }

    @Test
    void givesEachClassAnEqualPartAndRedistributesTheSurplusOfRareOnes() {
        LabelledCrops fresh = crops(1, repeated(50, 2, 0, 50, 0, 0, 9));
        LabelledCrops memory = new ExemplarMemory(30).update(NOTHING, fresh, features(111, 1));

        // 30 over four classes is 7 or 8; class 1 has only 2, so the other three share 28
        assertThat(counts(memory)).containsExactly(10, 2, 0, 9, 0, 0, 9);
    }

    @Test
    void phasesOutOldWindowsGradually() {
        ExemplarMemory exemplars = new ExemplarMemory(40);
        LabelledCrops memory = NOTHING;
        for (long window = 1; window <= 3; window++) {
            LabelledCrops fresh = crops(window, repeated(100));
            memory = exemplars.update(memory, fresh, features(100, window));
        }
        long[] perWindow = new long[4];
        Arrays.stream(memory.timesMillis()).forEach(t -> perWindow[(int) t]++);

        // a quarter is fresh; of the rest, a quarter is from the previous window
        assertThat(perWindow).containsExactly(0, 23, 7, 10);
    }

    @Test
    void countsARepeatedWindowOnce() {
        ExemplarMemory exemplars = new ExemplarMemory(40);
        LabelledCrops old = exemplars.update(NOTHING, crops(1, repeated(100)), features(100, 1));
        LabelledCrops fresh = crops(2, repeated(100));
        LabelledCrops once = exemplars.update(old, fresh, features(100, 2));
        LabelledCrops twice = exemplars.update(once, fresh, features(100, 2));

        assertThat(twice.timesMillis()).containsExactlyInAnyOrder(once.timesMillis());
    }

    @Property(tries = 50)
    void neverExceedsItsCapacityAndStaysBalanced(
            @ForAll @IntRange(min = 1, max = 60) int capacity, @ForAll long seed) {
        Random random = new Random(seed);
        ExemplarMemory exemplars = new ExemplarMemory(capacity);
        LabelledCrops memory = NOTHING;
        for (int window = 0; window < 4; window++) {
            int[] labels = random.ints(80, 0, 7).toArray();
            memory = exemplars.update(memory, crops(window, labels), features(80, seed + window));
            assertThat(memory.count()).isLessThanOrEqualTo(capacity);
        }
        int[] offered = random.ints(10, 0, 7).toArray();
        int[] counts = counts(exemplars.update(NOTHING, crops(9, offered), features(10, seed)));
        int[] available = counts(crops(9, offered));
        int most = Arrays.stream(counts).max().orElse(0);
        for (int c = 0; c < 7; c++) {
            assertThat(counts[c]).isGreaterThanOrEqualTo(Math.min(available[c], most - 1));
        }
    }

    @Test
    void herdingStartsWithTheCropClosestToTheMean() {
        // directions of 0, 30 and 60 degrees: the mean direction is 30
        float[][] features = {{1, 0}, {0.866f, 0.5f}, {0.5f, 0.866f}, {-1, 0}};

        assertThat(Herding.rank(List.of(0, 1, 2), features, 1)).containsExactly(1);
    }

    @Test
    void herdingKeepsTheMeanOfEveryPrefixCloseToTheOverallMean() {
        float[][] features = features(200, 5);
        List<Integer> all = java.util.stream.IntStream.range(0, 200).boxed().toList();

        List<Integer> ranked = Herding.rank(all, features, 20);

        assertThat(ranked).hasSize(20).doesNotHaveDuplicates();
        assertThat(distance(ranked, features))
                .isLessThan(0.5 * distance(all.subList(0, 20), features));
    }

    /** Returns the distance between the mean unit features of these crops and of all crops. */
    private static double distance(List<Integer> places, float[][] features) {
        double square = 0;
        for (int d = 0; d < features[0].length; d++) {
            int dimension = d;
            double some =
                    places.stream()
                            .mapToDouble(p -> unit(features[p], dimension))
                            .average()
                            .orElse(0);
            double all =
                    Arrays.stream(features)
                            .mapToDouble(f -> unit(f, dimension))
                            .average()
                            .orElse(0);
            square += (some - all) * (some - all);
        }
        return Math.sqrt(square);
    }

    private static double unit(float[] f, int dimension) {
        double square = 0;
        for (float v : f) {
            square += (double) v * v;
        }
        return f[dimension] / Math.sqrt(square);
    }

    @Test
    void ranksByTheStudentsOwnFeatures() {
        LabelledCrops fresh = ToyCrops.of(70, 16, 1);
        ModelFile model = DjlLearner.untrained(new Architecture("resnet", 4, 32, 8), 1);
        try (Classifier student = new DjlLearner().open(model)) {
            LabelledCrops memory =
                    new ExemplarMemory(14).update(LabelledCrops.empty(16), fresh, student);
            assertThat(counts(memory)).containsOnly(2);
        }
    }
}
