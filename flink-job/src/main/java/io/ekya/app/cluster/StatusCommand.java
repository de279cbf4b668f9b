/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.command.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code ekya cluster status}. */
@Command(
        name = "status",
        description = {
            "Print what runs where and the jobs.",
            "Exits with code 1 if a process has exited or Flink does not answer."
        })
final class StatusCommand implements Callable<Integer> {
    @Mixin ClusterAccess access = new ClusterAccess();

    @Override
    public Integer call() throws IOException {
        ClusterState state = access.state();
        PrintWriter out = access.out();
        StatusText.processes(access.folder(), state).forEach(out::println);
        boolean allRun =
                !state.processes().isEmpty()
                        && state.processes().stream().allMatch(ClusterProcess::isAlive);
        if (state.running(Launches.JOB_MANAGER).isEmpty()) {
            return 1;
        }
        try {
            StatusText.jobs(access.jobs(state)).forEach(out::println);
        } catch (IOException | CommandFailure e) {
            out.println("Flink does not answer: " + e.getMessage());
            return 1;
        }
        return allRun ? 0 : 1;
    }
}
