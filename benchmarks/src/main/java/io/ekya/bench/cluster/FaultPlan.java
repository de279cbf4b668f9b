/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import java.util.ArrayList;
import java.util.List;

/**
 * How much a run of the benchmark does.
 *
 * @param sites number of sites, each with a job and a sidecar of its own
 * @param slots of each of the two TaskManagers
 * @param windowSeconds length of the retraining windows
 * @param fps frames per second of each camera
 * @param sessionSeconds until ZooKeeper gives up a killed JobManager
 * @param rounds names of the processes that are killed together, in order
 * @param withLostFolder processes that are killed together with the sidecar that loses its folder
 * @param isFull whether answers at several parallelisms are compared, a retraining is awaited, and
 *     a job is moved through savepoints
 */
record FaultPlan(
        int sites,
        int slots,
        int windowSeconds,
        int fps,
        int sessionSeconds,
        List<List<String>> rounds,
        List<String> withLostFolder,
        boolean isFull) {
    private static final int TASK_MANAGER_KILLS = 20;
    private static final int OTHER_KILLS = 5;

    FaultPlan {
        rounds = List.copyOf(rounds);
        withLostFolder = List.copyOf(withLostFolder);
    }

    /** One site and a process of each kind, two at once, to save time. */
    static FaultPlan quick() {
        return new FaultPlan(
                1,
                1,
                3,
                4,
                5,
                List.of(List.of("taskmanager-1", "kafka")),
                List.of("jobmanager"),
                false);
    }

    /** One process at a time, kinds mixed. */
    static FaultPlan full() {
        List<List<String>> rounds = new ArrayList<>();
        for (int i = 0; i < OTHER_KILLS; i++) {
            for (int t = 0; t < TASK_MANAGER_KILLS / OTHER_KILLS; t++) {
                rounds.add(List.of(t % 2 == 0 ? "taskmanager-1" : "taskmanager-2"));
            }
            rounds.add(List.of("sidecar"));
            rounds.add(List.of("kafka"));
            rounds.add(List.of("sidecar-2"));
            rounds.add(List.of("jobmanager"));
        }
        return new FaultPlan(2, 4, 5, 5, 10, rounds, List.of(), true);
    }

    long windowMillis() {
        return windowSeconds * 1000L;
    }

    /** Returns the kind of a process: its name without the number. */
    static String kind(String process) {
        return process.replaceFirst("-\\d+$", "");
    }
}
