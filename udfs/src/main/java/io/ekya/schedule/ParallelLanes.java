/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.schedule;

import java.util.ArrayList;
import java.util.List;

/** Simulates retrainings that all start at once and keep their shares until they end. */
final class ParallelLanes {

    private ParallelLanes() {}

    /** Returns the steps from the start to the last retraining that ends within the window. */
    static List<Step> steps(Grid grid, List<CameraStep> start, FreedShare rule) {
        List<CameraStep> now = new ArrayList<>(start);
        double[] left = new double[now.size()];
        for (int c = 0; c < left.length; c++) {
            RetrainingJob job = now.get(c).job();
            left[c] = job == null ? 0 : job.gpuSeconds();
        }
        List<Step> steps = new ArrayList<>();
        double time = 0;
        while (true) {
            steps.add(new Step(time, List.copyOf(now)));
            double next = secondsToNextEnd(grid, now, left);
            if (!(time + next < grid.windowSeconds())) {
                return steps;
            }
            time += next;
            List<Integer> ended = new ArrayList<>();
            for (int c = 0; c < left.length; c++) {
                if (now.get(c).job() != null) {
                    left[c] -= next * grid.camera(c).speed(now.get(c).training());
                    if (left[c] <= Grid.TOLERANCE) {
                        ended.add(c);
                    }
                }
            }
            release(grid, now, ended, rule);
        }
    }

    private static void release(
            Grid grid, List<CameraStep> now, List<Integer> ended, FreedShare rule) {
        int[] freed = new int[now.size()];
        for (int c : ended) {
            freed[c] = now.get(c).training();
            now.set(c, CameraStep.idle(now.get(c).inference()));
        }
        for (int c : ended) {
            rule.giveTo(grid, now, c, freed[c]);
        }
    }

    private static double secondsToNextEnd(Grid grid, List<CameraStep> now, double[] left) {
        double next = Double.POSITIVE_INFINITY;
        for (int c = 0; c < left.length; c++) {
            double rate = grid.camera(c).speed(now.get(c).training());
            if (now.get(c).job() != null && rate > 0) {
                next = Math.min(next, left[c] / rate);
            }
        }
        return next;
    }
}
