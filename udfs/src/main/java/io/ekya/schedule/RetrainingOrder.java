/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The sequence of retrainings.
 *
 * @param cameras in the order of their retrainings
 * @param state per camera, 1 + index into {@link GridCamera#worthwhile()}; 0 if not retrained
 */
record RetrainingOrder(int[] cameras, int[] state) {

    /** Creates Smith's order: highest gain per GPU-second first. */
    static RetrainingOrder smith(Grid grid, int[] state) {
        int[] order =
                IntStream.range(0, state.length)
                        .filter(c -> state[c] > 0)
                        .boxed()
                        .sorted(
                                Comparator.comparingDouble(
                                                (Integer c) -> -gainPerGpuSecond(grid, c, state[c]))
                                        .thenComparing(Comparator.naturalOrder()))
                        .mapToInt(Integer::intValue)
                        .toArray();
        return new RetrainingOrder(order, state);
    }

    private static double gainPerGpuSecond(Grid grid, int camera, int state) {
        GridCamera c = grid.camera(camera);
        RetrainingJob job = c.worthwhile().get(state - 1);
        double factor = c.factors().length == 0 ? 0 : c.factors()[c.factors().length - 1];
        return (job.accuracy() - c.accuracy()) * factor / job.gpuSeconds();
    }

    /**
     * Returns a copy with another retraining for one camera, moved to its place in Smith's order.
     */
    RetrainingOrder with(Grid grid, int camera, int newState) {
        int[] changed = state.clone();
        changed[camera] = newState;
        List<Integer> others = new ArrayList<>(cameras.length + 1);
        for (int c : cameras) {
            if (c != camera) {
                others.add(c);
            }
        }
        if (newState > 0) {
            double mine = gainPerGpuSecond(grid, camera, newState);
            int place = 0;
            while (place < others.size()
                    && gainPerGpuSecond(grid, others.get(place), changed[others.get(place)])
                            >= mine) {
                place++;
            }
            others.add(place, camera);
        }
        return new RetrainingOrder(others.stream().mapToInt(Integer::intValue).toArray(), changed);
    }

    /** Returns a copy with two neighbours swapped. */
    RetrainingOrder swapped(int place) {
        int[] changed = cameras.clone();
        changed[place] = cameras[place + 1];
        changed[place + 1] = cameras[place];
        return new RetrainingOrder(changed, state);
    }
}
