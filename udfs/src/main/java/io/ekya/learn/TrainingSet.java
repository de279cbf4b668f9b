package io.ekya.learn;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * What a retraining is given: a uniform part of the window's labels, and exemplars of earlier
 * windows beside them against forgetting.
 *
 * <p>Mixing ratio: of the whole, at most {@value #EXEMPLAR_SHARE} are exemplars, so 500 labels take
 * up to 214 of them. Fewer labels take fewer exemplars: a run on a tenth of the data costs a tenth.
 * Which exemplars: in turn the best of each class.
 */
public final class TrainingSet {
    /** Largest part of a training set that is exemplars. */
    public static final double EXEMPLAR_SHARE = 0.3;

    private TrainingSet() {}

    /**
     * Puts a training set together; the same arguments give the same set.
     *
     * @param window the window's labels that may be trained on
     * @param exemplars the memory's content, possibly none; those of the window itself are left out
     * @param fraction share of the window's labels to use, above 0 up to 1 ({@link
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
     * A uniform sample without replacement, whatever the classes; at least one crop of any. The
     * order of time is kept.
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
        int[] places = new int[taken];
        int found = 0;
        for (int i = 0; found < taken; i++) {
            if (random.nextInt(n - i) < taken - found) { // each set of this size equally likely
                places[found++] = i;
            }
        }
        return data.select(places);
    }

    /** Places of at most so many crops, one of each class in turn, first ones first. */
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
