/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Allocates quanta so that the sum of all cameras' values is maximal: a multiple-choice knapsack.
 *
 * <p>The concave envelopes of the values give a good solution and an upper bound. Items that, by
 * this bound, cannot be part of a better solution are dropped, and dynamic programming over the
 * quanta solves the rest exactly (core algorithm after Pisinger, 1995).
 */
final class ShareKnapsack {

    /** Maximum size of the backtracking table; above it the envelope solution is returned. */
    private static final long MOST_ENTRIES = 50_000_000;

    private final List<ShareItems> cameras;
    private final int quanta;
    private final int[] chosen;
    private int spare;
    private double price;

    /**
     * @param chosen item of each camera
     * @param value sum over cameras
     * @param bound upper bound on the value of any choice
     */
    record Solution(int[] chosen, double value, double bound) {}

    private record Segment(int camera, int from, int to, double slope) {}

    private ShareKnapsack(List<ShareItems> cameras, int quanta) {
        this.cameras = cameras;
        this.quanta = quanta;
        this.chosen = new int[cameras.size()];
    }

    /**
     * @param cameras whose first items together fit into {@code quanta}
     */
    static Solution solve(List<ShareItems> cameras, int quanta) {
        return new ShareKnapsack(cameras, quanta).solve();
    }

    private Solution solve() {
        followEnvelopes();
        double bound = bound();
        fillUp();
        double value = value(chosen);
        double slack = 1e-12 * Math.max(1, Math.abs(bound));
        if (bound - value <= slack) {
            return new Solution(chosen, value, value);
        }
        int[][] core = core(bound, value, slack);
        return tableEntries(core) > MOST_ENTRIES
                ? new Solution(chosen, value, bound)
                : solveCore(core, value);
    }

    /** Takes the steepest segments until one does not fit; that one's slope is the price. */
    private void followEnvelopes() {
        List<Segment> segments = new ArrayList<>();
        spare = quanta;
        for (int c = 0; c < cameras.size(); c++) {
            ShareItems items = cameras.get(c);
            spare -= items.quanta()[0];
            int[] hull = items.envelope();
            for (int h = 1; h < hull.length; h++) {
                segments.add(
                        new Segment(c, hull[h - 1], hull[h], items.slope(hull[h - 1], hull[h])));
            }
        }
        segments.sort(Comparator.comparingDouble(Segment::slope).reversed());
        boolean full = false;
        for (Segment segment : segments) {
            ShareItems items = cameras.get(segment.camera);
            int more = items.quanta()[segment.to] - items.quanta()[segment.from];
            if (more <= spare && chosen[segment.camera] == segment.from) {
                chosen[segment.camera] = segment.to;
                spare -= more;
            } else if (!full) {
                full = true;
                price = segment.slope;
            }
        }
    }

    /** Returns the Lagrangian bound at the price. */
    private double bound() {
        double sum = price * quanta;
        for (ShareItems items : cameras) {
            sum += bestAtPrice(items);
        }
        return sum;
    }

    private double bestAtPrice(ShareItems items) {
        double best = Double.NEGATIVE_INFINITY;
        for (int j = 0; j < items.size(); j++) {
            best = Math.max(best, items.values()[j] - price * items.quanta()[j]);
        }
        return best;
    }

    /** Spends the remaining quanta greedily where they gain most. */
    private void fillUp() {
        while (spare > 0) {
            int camera = -1;
            double most = 0;
            for (int c = 0; c < chosen.length; c++) {
                ShareItems items = cameras.get(c);
                int to = items.fitting(items.quanta()[chosen[c]] + spare);
                double gain = items.values()[to] - items.values()[chosen[c]];
                if (gain > most) {
                    most = gain;
                    camera = c;
                }
            }
            if (camera < 0) {
                return;
            }
            ShareItems items = cameras.get(camera);
            int to = items.fitting(items.quanta()[chosen[camera]] + spare);
            spare -= items.quanta()[to] - items.quanta()[chosen[camera]];
            chosen[camera] = to;
        }
    }

    private double value(int[] choice) {
        double sum = 0;
        for (int c = 0; c < choice.length; c++) {
            sum += cameras.get(c).values()[choice[c]];
        }
        return sum;
    }

    /**
     * Returns, per camera, the items with which a solution better than {@code value} is still
     * possible.
     */
    private int[][] core(double bound, double value, double slack) {
        int[][] core = new int[cameras.size()][];
        for (int c = 0; c < core.length; c++) {
            ShareItems items = cameras.get(c);
            double best = bestAtPrice(items);
            int[] kept = new int[items.size()];
            int count = 0;
            for (int j = 0; j < items.size(); j++) {
                double loss = best - (items.values()[j] - price * items.quanta()[j]);
                if (bound - loss >= value - slack || j == chosen[c]) {
                    kept[count++] = j;
                }
            }
            core[c] = Arrays.copyOf(kept, count);
        }
        return core;
    }

    private int freeQuanta(int[][] core) {
        long least = 0;
        long most = 0;
        for (int c = 0; c < core.length; c++) {
            int[] all = cameras.get(c).quanta();
            least += all[core[c][0]];
            most += all[core[c][core[c].length - 1]];
        }
        return (int) Math.min(quanta - least, most - least);
    }

    private long tableEntries(int[][] core) {
        long open = 0;
        for (int[] items : core) {
            open += items.length > 1 ? 1 : 0;
        }
        return open * (freeQuanta(core) + 1L);
    }

    /** Dynamic programming: best[b] is the highest value with b quanta above the minimum. */
    private Solution solveCore(int[][] core, double known) {
        int free = freeQuanta(core);
        if (free < 0) {
            return new Solution(chosen, known, known);
        }
        double[] best = new double[free + 1];
        short[][] taken = new short[core.length][];
        for (int c = 0; c < core.length; c++) {
            if (core[c].length > 1) {
                taken[c] = new short[free + 1];
                best = add(cameras.get(c), core[c], best, taken[c]);
            }
        }
        int[] choice = new int[core.length];
        int left = free;
        for (int c = core.length - 1; c >= 0; c--) {
            int item = core[c].length > 1 ? taken[c][left] : 0;
            choice[c] = core[c][item];
            left -= cameras.get(c).quanta()[choice[c]] - cameras.get(c).quanta()[core[c][0]];
        }
        double value = value(choice);
        return value > known
                ? new Solution(choice, value, value)
                : new Solution(chosen, known, known);
    }

    private static double[] add(ShareItems items, int[] kept, double[] before, short[] taken) {
        int least = items.quanta()[kept[0]];
        double[] best = new double[before.length];
        Arrays.fill(best, Double.NEGATIVE_INFINITY);
        for (int j = 0; j < kept.length; j++) {
            int more = items.quanta()[kept[j]] - least;
            double value = items.values()[kept[j]];
            for (int b = more; b < best.length; b++) {
                double with = before[b - more] + value;
                if (with > best[b]) {
                    best[b] = with;
                    taken[b] = (short) j;
                }
            }
        }
        return best;
    }
}
