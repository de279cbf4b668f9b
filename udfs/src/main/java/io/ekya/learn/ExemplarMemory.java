/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.List;

/**
 * A bounded memory of labelled crops from earlier windows that counters catastrophic forgetting.
 * Its content is a {@link LabelledCrops}, ordered by class, the best exemplar of a class first.
 *
 * <p>Each class has an equal part of the capacity; what a rare class does not use is distributed to
 * the others. Within a class, fresh crops are ranked by herding on the student's features (Rebuffi
 * et al., iCaRL, CVPR '17, algorithm 4), and a quarter of the class's part goes to the best of
 * them; the rest stays with earlier exemplars, so that older windows fade gradually. Pure except
 * for the features, which the caller's classifier computes.
 *
 * @param capacity maximum number of crops, from 1
 */
public record ExemplarMemory(int capacity) {
    private static final int OLD_FOR_ONE_FRESH = 3;

    public ExemplarMemory {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be from 1, but is " + capacity);
        }
    }

    /**
     * Returns the content after a window.
     *
     * @param memory previous content, possibly empty; exemplars of this window in it are chosen
     *     again
     * @param fresh the window's labels
     * @param student whose features rank the crops
     */
    public LabelledCrops update(LabelledCrops memory, LabelledCrops fresh, Classifier student) {
        return update(memory, fresh, student.features(fresh.crops()));
    }

    /**
     * Returns the content after a window.
     *
     * @param features of each fresh crop, [crops][features]
     */
    LabelledCrops update(LabelledCrops before, LabelledCrops fresh, float[][] features) {
        LabelledCrops memory = before.without(fresh);
        LabelledCrops all = memory.plus(fresh);
        List<List<Integer>> kept = byClass(memory.labels());
        List<List<Integer>> offered = byClass(fresh.labels());
        int[] candidates = new int[ObjectClass.COUNT];
        for (int c = 0; c < candidates.length; c++) {
            candidates[c] = kept.get(c).size() + offered.get(c).size();
        }
        int[] parts = parts(candidates);
        List<Integer> chosen = new ArrayList<>();
        for (int c = 0; c < parts.length; c++) {
            List<Integer> ranked =
                    Herding.rank(offered.get(c), features, parts[c]).stream()
                            .map(i -> memory.count() + i)
                            .toList();
            List<Integer> merged = interleave(kept.get(c), ranked);
            chosen.addAll(merged.subList(0, Math.min(parts[c], merged.size())));
        }
        return all.select(chosen.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * Splits the capacity evenly between classes, capped by the number of candidates; surplus goes
     * to the others.
     */
    int[] parts(int[] candidates) {
        int[] parts = new int[candidates.length];
        int left = capacity;
        boolean assigned = true;
        while (left > 0 && assigned) {
            assigned = false;
            for (int c = 0; c < parts.length && left > 0; c++) {
                if (parts[c] < candidates[c]) {
                    parts[c]++;
                    left--;
                    assigned = true;
                }
            }
        }
        return parts;
    }

    /**
     * Inserts one fresh exemplar after every three old ones, so that any prefix has the same mix.
     */
    private static List<Integer> interleave(List<Integer> old, List<Integer> fresh) {
        List<Integer> merged = new ArrayList<>();
        int o = 0;
        int f = 0;
        while (o < old.size() || f < fresh.size()) {
            for (int i = 0; i < OLD_FOR_ONE_FRESH && o < old.size(); i++) {
                merged.add(old.get(o++));
            }
            if (f < fresh.size()) {
                merged.add(fresh.get(f++));
            }
        }
        return merged;
    }

    private static List<List<Integer>> byClass(int[] labels) {
        List<List<Integer>> places = new ArrayList<>();
        for (int c = 0; c < ObjectClass.COUNT; c++) {
            places.add(new ArrayList<>());
        }
        for (int i = 0; i < labels.length; i++) {
            places.get(labels[i]).add(i);
        }
        return places;
    }
}
