/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.command.CommandFailure;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The option {@code --folder}, and the cluster in that folder. */
final class ClusterAccess {
    @Option(
            names = "--folder",
            defaultValue = "out/cluster",
            description =
                    "Folder of the cluster's state, logs, checkpoints and savepoints (default:"
                            + " ${DEFAULT-VALUE}).")
    Path path = Path.of("out/cluster");

    @Spec(Spec.Target.MIXEE)
    CommandSpec spec;

    PrintWriter out() {
        return spec.commandLine().getOut();
    }

    ClusterFolder folder() {
        return ClusterFolder.at(path);
    }

    Cluster cluster() {
        return new Cluster(folder(), out()::println);
    }

    /**
     * Returns the jobs of the running cluster.
     *
     * @throws CommandFailure if its JobManager does not run
     */
    ClusterJobs jobs(ClusterState state) {
        if (state.running(Launches.JOB_MANAGER).isEmpty()) {
            throw new CommandFailure(
                    "the cluster's JobManager does not run; start it with: ekya cluster start");
        }
        return new ClusterJobs(new FlinkRest(state.ports().webUi()), new Waiting(out()::println));
    }

    ClusterState state() throws IOException {
        return ClusterState.require(folder());
    }
}
