/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.app.cluster.ClusterJobs.Job;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What runs where, as text. */
final class StatusText {
    private StatusText() {}

    /** Returns one line for each process. */
    static List<String> processes(ClusterFolder folder, ClusterState state) {
        List<String> lines = new ArrayList<>();
        if (state.processes().isEmpty()) {
            lines.add("the cluster in " + folder.path() + " is stopped");
            return lines;
        }
        lines.add("cluster in " + folder.path());
        for (ClusterProcess process : state.processes()) {
            boolean alive = process.isAlive();
            lines.add(
                    "  %-14s %-8s %-10s %s"
                            .formatted(
                                    process.name(),
                                    alive ? "running" : "exited",
                                    alive ? "pid " + process.pid() : "",
                                    alive
                                            ? where(process, state)
                                            : "see " + folder.log(process.name())));
        }
        return lines;
    }

    private static String where(ClusterProcess process, ClusterState state) {
        ClusterPorts ports = state.ports();
        return switch (process.kind()) {
            case ZOOKEEPER -> "127.0.0.1:" + ports.zooKeeper();
            case KAFKA -> ports.kafkaAddress();
            case SIDECAR -> {
                SidecarPorts sidecar = ports.sidecars().get(Launches.numberOf(process.name()) - 1);
                yield "%s, metrics at 127.0.0.1:%d".formatted(sidecar.address(), sidecar.http());
            }
            case JOB_MANAGER -> "web UI at " + ports.webUi();
            case TASK_MANAGER -> state.settings().slots() + " slots";
        };
    }

    /** Returns one line for each job. */
    static List<String> jobs(ClusterJobs jobs) throws IOException {
        List<Job> all = jobs.all();
        if (all.isEmpty()) {
            return List.of("no jobs");
        }
        List<String> lines = new ArrayList<>();
        lines.add("jobs");
        for (Job job : all) {
            lines.add(
                    "  %s  %-10s %-24s %s"
                            .formatted(
                                    job.id(), job.state(), job.name(), duration(job.duration())));
        }
        return lines;
    }

    private static String duration(Duration time) {
        return time.toMinutes() > 0
                ? "%d min %d s".formatted(time.toMinutes(), time.toSecondsPart())
                : time.toSeconds() + " s";
    }
}
