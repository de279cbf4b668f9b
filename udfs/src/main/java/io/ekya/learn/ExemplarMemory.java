package io.ekya.learn;

import io.ekya.vision.ObjectClass;
import java.util.ArrayList;
import java.util.List;

/**
 * A bounded memory of labelled crops of earlier windows, kept against forgetting. Its content is
 * {@link LabelledCrops}, so it is stored and sent as those are: class after class, the best
 * exemplar of a class first.
 *
 * <p>Each class has an equal part of the capacity; what a rare class leaves over is dealt to the
 * others. Within a class the fresh crops are ranked by herding on the student's features (Rebuffi
 * et al., iCaRL, CVPR '17, algorithm 4), and a quarter of the class's part goes to the best of
 * them; the rest stays with what was kept before, so that older windows fade slowly instead of
 * being thrown out by the newest. Pure but for the features, which the caller's classifier gives.
 *
 * @param capacity most crops it holds, from 1
 */
public record ExemplarMemory(int capacity) {
    private static final int OLD_FOR_ONE_FRESH = 3;

    public ExemplarMemory {
        if (capacity < 1) {
            throw new IllegalArgumentException("capacity must be from 1, but is " + capacity);
        }
    }

    /**
     * The memory after a window.
     *
     * @param memory its content before, possibly none; what it has of this window already is chosen
     *     anew
     * @param fresh the window's labels
     * @param student whose features rank them
     */
    public LabelledCrops update(LabelledCrops memory, LabelledCrops fresh, Classifier student) {
        return update(memory, fresh, student.features(fresh.crops()));
    }

    /**
     * The memory after a window.
     *
     * @param features of each fresh crop, [crops][any number]
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

    /** Equal parts, none above its candidates, what is left over dealt on. */
    int[] parts(int[] candidates) {
        int[] parts = new int[candidates.length];
        int left = capacity;
        boolean dealt = true;
        while (left > 0 && dealt) {
            dealt = false;
            for (int c = 0; c < parts.length && left > 0; c++) {
                if (parts[c] < candidates[c]) {
                    parts[c]++;
                    left--;
                    dealt = true;
                }
            }
        }
        return parts;
    }

    /** One fresh exemplar after every three old ones, so that any beginning holds both alike. */
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
