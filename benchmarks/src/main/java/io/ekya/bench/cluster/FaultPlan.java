/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.cluster;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What a cluster goes through.
 *
 * @param sites number of sites, each with a job and a sidecar of its own
 * @param slots of each of the two TaskManagers
 * @param windowSeconds length of the retraining windows
 * @param fps frames per second of each camera
 * @param sessionSeconds until ZooKeeper gives up a killed JobManager
 * @param rounds names of the processes that are killed together, in order
 * @param withLostFolder processes that are killed together with the sidecar that loses its folder
 * @param phases what is done besides killing processes
 */
record FaultPlan(
        int sites,
        int slots,
        int windowSeconds,
        int fps,
        int sessionSeconds,
        List<List<String>> rounds,
        List<String> withLostFolder,
        Set<Phase> phases) {
    private static final int TASK_MANAGER_KILLS = 20;
    private static final int OTHER_KILLS = 5;

    /** Something that is done besides killing processes, in this order. */
    enum Phase {
        /** Answers at several parallelisms are compared. */
        COMPARE_ANSWERS,
        /** Results are awaited several times without a fault. */
        UNDISTURBED,
        /** A sidecar loses its folder. */
        LOSE_FOLDER,
        /** After that, a retraining has to end. */
        AWAIT_RETRAINING,
        /** A job is moved through savepoints to other parallelisms. */
        RESCALE
    }

    FaultPlan {
        rounds = List.copyOf(rounds);
        withLostFolder = List.copyOf(withLostFolder);
        phases = Set.copyOf(phases);
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
                Set.of(Phase.LOSE_FOLDER));
    }

    /** One process at a time, kinds mixed. */
    static FaultPlan kills() {
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
        return new FaultPlan(
                2,
                4,
                5,
                5,
                10,
                rounds,
                List.of(),
                Set.of(Phase.COMPARE_ANSWERS, Phase.UNDISTURBED, Phase.RESCALE));
    }

    /** Windows in which a sidecar can start, profile and retrain, as in production. */
    static FaultPlan lostFolder() {
        return new FaultPlan(
                1,
                2,
                30,
                5,
                10,
                List.of(),
                List.of(),
                Set.of(Phase.LOSE_FOLDER, Phase.AWAIT_RETRAINING));
    }

    boolean has(Phase phase) {
        return phases.contains(phase);
    }

    long windowMillis() {
        return windowSeconds * 1000L;
    }

    /** Returns the kind of a process: its name without the number. */
    static String kind(String process) {
        return process.replaceFirst("-\\d+$", "");
    }
}
