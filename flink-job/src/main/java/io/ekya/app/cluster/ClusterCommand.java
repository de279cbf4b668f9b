/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.command.Subcommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ekya cluster}: a Flink cluster on this machine. */
@Command(
        name = "cluster",
        description = {
            "Run a Flink cluster on this machine: a JobManager with its web UI, TaskManagers and the"
                    + " sidecar, each in its own process, all on the loopback interface.",
            "The processes go on when the command has ended. If one has crashed, start starts it"
                    + " again."
        },
        subcommands = {
            StartCommand.class,
            SubmitCommand.class,
            StatusCommand.class,
            SavepointCommand.class,
            CancelCommand.class,
            StopCommand.class
        })
public final class ClusterCommand implements Subcommand {
    @Spec CommandSpec spec;

    @Override
    public Integer call() {
        throw new ParameterException(
                spec.commandLine(),
                "cluster needs one of: start, submit, status, savepoint, cancel, stop");
    }
}
