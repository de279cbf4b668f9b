/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import java.util.List;

/**
 * Has the same pictures analysed at several parallelisms, without retraining, so that all are
 * answered by the same student.
 */
final class FixedPlan {
    private static final List<String> OPTIONS = List.of("--set", "scheduler.policy=no-retraining");
    private static final List<Integer> PARALLELISMS = List.of(1, 2, 4);

    /** Options of the first submission. */
    static final List<String> FIRST = List.of("--set", "scheduler.policy=no-retraining", "-p", "1");

    /** Longer than the cameras take to show all their pictures. */
    private static final int WINDOWS = 4;

    private FixedPlan() {}

    /** Compares, and moves the jobs to their configurations without these options. */
    static void compare(Faults faults, Answers answers, List<SiteJob> sites) throws Exception {
        for (int parallelism : PARALLELISMS) {
            if (parallelism > 1) {
                move(faults, sites, parallelism, OPTIONS);
            }
            answers.at(parallelism);
            faults.awaitWindows(WINDOWS);
            answers.pause();
            System.out.println("answers at parallelism " + parallelism);
        }
        move(faults, sites, 2, List.of());
    }

    private static void move(
            Faults faults, List<SiteJob> sites, int parallelism, List<String> options)
            throws Exception {
        for (SiteJob site : sites) {
            faults.move(site, parallelism, options);
        }
    }
}
