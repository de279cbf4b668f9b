/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Builds the training set of a retraining: a uniform sample of the window's labels, plus exemplars
 * of earlier windows to counter forgetting.
 *
 * <p>At most {@value #EXEMPLAR_SHARE} of the set are exemplars, so 500 labels are combined with up
 * to 214 of them. Fewer labels are combined with fewer exemplars, so that a run on a tenth of the
 * data has a tenth of the cost. Exemplars are taken in rank order, alternating between classes.
 */
public final class TrainingSet {
    /** Maximum share of exemplars in a training set. */
    public static final double EXEMPLAR_SHARE = 0.3;

    private TrainingSet() {}

    /**
     * Builds a training set. Deterministic.
     *
     * @param window the window's training labels
     * @param exemplars the exemplar memory's content, possibly empty; exemplars of the same window
     *     are ignored
     * @param fraction share of the window's labels to use, above 0 and at most 1 ({@link
     *     RetrainingConfiguration#dataFraction})
     */
    public static LabelledCrops of(
            LabelledCrops window, LabelledCrops exemplars, double fraction, long seed) {
        LabelledCrops fresh = fraction(window, fraction, seed);
        int most = (int) Math.floor(fresh.count() * EXEMPLAR_SHARE / (1 - EXEMPLAR_SHARE));
        LabelledCrops earlier = exemplars.without(window);
        if (earlier.count() == 0 || most == 0) {
            return fresh;
        }
        return fresh.plus(earlier.select(balanced(earlier.labels(), most)));
    }

    /**
     * Returns a uniform sample without replacement, regardless of class, of at least one crop if
     * there is any. Preserves the order of crops.
     */
    public static LabelledCrops fraction(LabelledCrops data, double fraction, long seed) {
        if (!(fraction > 0 && fraction <= 1)) {
            throw new IllegalArgumentException(
                    "fraction must be above 0 and at most 1, but is " + fraction);
        }
        int n = data.count();
        int taken = n == 0 ? 0 : (int) Math.max(1, Math.round(fraction * n));
        if (taken == n) {
            return data;
        }
        RandomGenerator random = InitialWeights.generator(seed);
        int[] indices = new int[taken];
        int found = 0;
        for (int i = 0; found < taken; i++) {
            if (random.nextInt(n - i) < taken - found) { // all sets of this size are equally likely
                indices[found++] = i;
            }
        }
        return data.select(indices);
    }

    /**
     * Returns the indices of at most {@code most} crops, alternating between classes, first ones
     * first.
     */
    private static int[] balanced(int[] labels, int most) {
        int classes = Arrays.stream(labels).max().orElse(0) + 1;
        List<List<Integer>> byClass = new ArrayList<>();
        for (int c = 0; c < classes; c++) {
            byClass.add(new ArrayList<>());
        }
        for (int i = 0; i < labels.length; i++) {
            byClass.get(labels[i]).add(i);
        }
        List<Integer> chosen = new ArrayList<>();
        for (int rank = 0; chosen.size() < Math.min(most, labels.length); rank++) {
            for (List<Integer> ofClass : byClass) {
                if (rank < ofClass.size() && chosen.size() < most) {
                    chosen.add(ofClass.get(rank));
                }
            }
        }
        return chosen.stream().mapToInt(Integer::intValue).toArray();
    }
}
