/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import io.ekya.command.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A process to be started. Its output and its log are {@code logs/<name>.out} and {@code .log}.
 *
 * @param name unique within the cluster
 * @param environment variables added to this process's own
 */
record Launch(
        String name, ProcessKind kind, List<String> command, Map<String, String> environment) {
    private static final Path SET_SID = Path.of("/usr/bin/setsid");

    Launch {
        command = List.copyOf(command);
        environment = Map.copyOf(environment);
    }

    /** Starts the process; it outlives this one and is not interrupted by its terminal. */
    ClusterProcess start(ClusterFolder folder, Path workingFolder) throws IOException {
        List<String> detached = new ArrayList<>(command);
        if (Files.isExecutable(SET_SID)) {
            detached.add(0, SET_SID.toString()); // replaces itself by the command: the same id
        }
        Path output = folder.logs().resolve(name + ".out");
        ProcessBuilder builder =
                new ProcessBuilder(detached)
                        .directory(workingFolder.toFile())
                        .redirectInput(Path.of("/dev/null").toFile())
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        builder.environment().putAll(environment);
        long pid = builder.start().pid();
        String identity =
                ProcessIdentity.of(pid)
                        .orElseThrow(
                                () -> new CommandFailure(name + " exited at once; see " + output));
        return new ClusterProcess(name, kind, pid, identity);
    }
}
