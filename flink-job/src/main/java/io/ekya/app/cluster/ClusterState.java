/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.ekya.command.CommandFailure;
import io.ekya.files.PrivateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is known about a cluster between two commands: the file {@code cluster.json}.
 *
 * @param workingFolder against which the processes resolve relative paths
 * @param processes started and not stopped since; some may have exited by themselves
 */
record ClusterState(
        ClusterSettings settings,
        ClusterPorts ports,
        String workingFolder,
        List<ClusterProcess> processes) {
    private static final ObjectMapper JSON =
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    ClusterState {
        processes = List.copyOf(processes);
    }

    /** Returns the state in a folder; empty if no cluster was ever started there. */
    static Optional<ClusterState> read(ClusterFolder folder) throws IOException {
        Path file = folder.state();
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(JSON.readValue(Files.readString(file), ClusterState.class));
        } catch (JsonProcessingException e) {
            throw new CommandFailure(
                    file
                            + " cannot be read ("
                            + e.getOriginalMessage()
                            + "); end the cluster's processes by hand and remove the file",
                    e);
        }
    }

    /**
     * Returns the state in a folder.
     *
     * @throws CommandFailure if no cluster was ever started there
     */
    static ClusterState require(ClusterFolder folder) throws IOException {
        return read(folder)
                .orElseThrow(
                        () ->
                                new CommandFailure(
                                        "there is no cluster in "
                                                + folder.path()
                                                + "; start one with: ekya cluster start"));
    }

    void write(ClusterFolder folder) throws IOException {
        PrivateFiles.write(folder.state(), JSON.writeValueAsBytes(this));
    }

    /** Returns the process of this name if it runs. */
    Optional<ClusterProcess> running(String name) {
        return processes.stream().filter(p -> p.name().equals(name) && p.isAlive()).findFirst();
    }

    boolean anyRunning() {
        return processes.stream().anyMatch(ClusterProcess::isAlive);
    }

    /** Returns this state with a process added; it replaces an earlier one of the same name. */
    ClusterState with(ClusterProcess process) {
        List<ClusterProcess> all = new ArrayList<>(without(process.name()).processes());
        all.add(process);
        return new ClusterState(settings, ports, workingFolder, all);
    }

    /** Returns this state without a process. */
    ClusterState without(String name) {
        return new ClusterState(
                settings,
                ports,
                workingFolder,
                processes.stream().filter(p -> !p.name().equals(name)).toList());
    }
}
