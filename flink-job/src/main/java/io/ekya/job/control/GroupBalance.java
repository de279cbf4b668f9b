/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.control;

/**
 * Chooses key groups one after another, so that every prefix of them is spread evenly over the
 * subtasks at each parallelism.
 */
final class GroupBalance {
    private final int groups;
    private final int[][] counts; // by parallelism - 1 and subtask

    /**
     * @param groups number of key groups
     * @param parallelism largest one that is balanced
     */
    GroupBalance(int groups, int parallelism) {
        this.groups = groups;
        this.counts = new int[parallelism][];
        for (int p = 1; p <= parallelism; p++) {
            counts[p - 1] = new int[p];
        }
    }

    /** The group whose subtasks have the least load, compared at the worst parallelism first. */
    int next() {
        int best = 0;
        long bestLoad = Long.MAX_VALUE;
        for (int group = 0; group < groups; group++) {
            long load = load(group);
            if (load < bestLoad) {
                bestLoad = load;
                best = group;
            }
        }
        for (int[] subtasks : counts) {
            subtasks[subtask(best, subtasks.length)]++;
        }
        return best;
    }

    /** How far the group's subtasks are above the least loaded ones; the worst weighs most. */
    private long load(int group) {
        long load = 0;
        for (int[] subtasks : counts) {
            int least = Integer.MAX_VALUE;
            for (int count : subtasks) {
                least = Math.min(least, count);
            }
            long above = (long) subtasks[subtask(group, subtasks.length)] - least;
            load += above * above * above * above;
        }
        return load;
    }

    private int subtask(int group, int parallelism) {
        return group * parallelism / groups;
    }
}
