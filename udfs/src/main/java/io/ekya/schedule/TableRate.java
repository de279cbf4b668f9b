/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Inference rates by dynamic programming, exact on the grid. Tables are cached by combination of
 * students, since a search visits the same ones repeatedly.
 */
final class TableRate implements InferenceRate {

    private static final int MOST_KEPT_VALUES = 2_000_000;

    private final int most;
    private final List<List<ShareItems>> items;
    private final int[] state;
    private final double[][] layers;
    private final Map<States, double[]> cache = new HashMap<>();
    private int firstStale;
    private double @Nullable [] table;

    /** A combination of students, one state per camera. */
    private static final class States {
        private final int[] values;

        States(int[] values) {
            this.values = values;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof States states && Arrays.equals(values, states.values);
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(values);
        }
    }

    /**
     * @param free cameras that are exempt from their floor
     */
    TableRate(Grid grid, BitSet free) {
        int demand = grid.cameras().stream().mapToInt(GridCamera::mostDemand).sum();
        this.most = Math.min(grid.quanta(), demand);
        this.items =
                IntStream.range(0, grid.size())
                        .mapToObj(c -> itemsOfAllStates(grid.camera(c), !free.get(c)))
                        .toList();
        this.state = new int[grid.size()];
        this.layers = new double[grid.size() + 1][most + 1];
    }

    private static List<ShareItems> itemsOfAllStates(GridCamera camera, boolean keepFloor) {
        return IntStream.rangeClosed(0, camera.worthwhile().size())
                .mapToObj(
                        s ->
                                InferenceShares.items(
                                        camera, InferenceRate.accuracy(camera, s), keepFloor))
                .toList();
    }

    @Override
    public void student(int camera, int newState) {
        if (state[camera] != newState) {
            state[camera] = newState;
            firstStale = Math.min(firstStale, camera);
            table = null;
        }
    }

    @Override
    public double at(int quanta) {
        double[] values = table == null ? cachedOrComputed() : table;
        table = values;
        return quanta < 0 ? Double.NEGATIVE_INFINITY : values[Math.min(quanta, most)];
    }

    @Override
    public boolean concave() {
        return false;
    }

    @Override
    public int[] shares(int quanta) {
        List<ShareItems> now =
                IntStream.range(0, state.length).mapToObj(c -> items.get(c).get(state[c])).toList();
        int[] shares = ShareKnapsack.solve(now, quanta).chosen().clone();
        for (int c = 0; c < shares.length; c++) {
            shares[c] = now.get(c).quanta()[shares[c]];
        }
        return shares;
    }

    private double[] cachedOrComputed() {
        double[] known = cache.get(new States(state));
        if (known != null) {
            return known;
        }
        double[] computed = compute();
        if ((long) cache.size() * (most + 1 + state.length) < MOST_KEPT_VALUES) {
            cache.put(new States(state.clone()), computed);
        }
        return computed;
    }

    private double[] compute() {
        for (int c = firstStale; c < state.length; c++) {
            add(items.get(c).get(state[c]), layers[c], layers[c + 1]);
        }
        firstStale = state.length;
        return layers[state.length].clone();
    }

    private static void add(ShareItems items, double[] before, double[] after) {
        Arrays.fill(after, Double.NEGATIVE_INFINITY);
        for (int j = 0; j < items.size(); j++) {
            int demand = items.quanta()[j];
            double value = items.values()[j];
            for (int b = demand; b < after.length; b++) {
                after[b] = Math.max(after[b], before[b - demand] + value);
            }
        }
    }
}
