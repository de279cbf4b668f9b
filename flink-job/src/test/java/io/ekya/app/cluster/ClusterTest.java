/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.command.CommandFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClusterTest {
    private static final ClusterPorts PORTS =
            new ClusterPorts(1, 2, List.of(new SidecarPorts(3, 4)), 5, 6, 7);

    private final ClusterFolder folder;
    private final List<String> printed = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();
    private final Cluster cluster;

    ClusterTest(@TempDir Path folder) throws IOException {
        this.folder = ClusterFolder.at(folder.resolve("cluster"));
        this.folder.create();
        this.cluster = new Cluster(this.folder, printed::add);
    }

    @AfterEach
    void endProcesses() {
        processes.forEach(Process::destroyForcibly);
    }

    @Test
    void stopEndsTheClustersProcesses() throws Exception {
        Process own = sleeper();
        state(process("sidecar", own.pid(), identity(own))).write(folder);

        assertThat(cluster.stop()).isEqualTo(1);

        assertThat(own.waitFor()).isNotZero();
        assertThat(ClusterState.require(folder).processes()).isEmpty();
        assertThat(cluster.stop()).as("nothing is left to stop").isZero();
    }

    @Test
    void stopSparesAnotherProcessThatHasTheSameId() throws Exception {
        Process other = sleeper();
        state(process("sidecar", other.pid(), "boot 0 tick 1")).write(folder);

        assertThat(cluster.stop()).isZero();

        assertThat(other.isAlive()).isTrue();
    }

    @Test
    void stopKillsAProcessThatIgnoresTheRequest() throws Exception {
        Process stubborn =
                new ProcessBuilder(
                                "sh", "-c", "trap '' TERM; echo ready; while :; do sleep 1; done")
                        .start();
        processes.add(stubborn);
        assertThat(stubborn.inputReader().readLine()).isEqualTo("ready");
        state(process("sidecar", stubborn.pid(), identity(stubborn))).write(folder);

        assertThat(cluster.stop()).isEqualTo(1);

        assertThat(stubborn.waitFor()).isEqualTo(128 + 9);
        assertThat(printed)
                .as("progress")
                .anyMatch(line -> line.contains("still running: sidecar"));
    }

    @Test
    void aRunningClusterRefusesOtherSettings() throws Exception {
        Process own = sleeper();
        state(process("sidecar", own.pid(), identity(own))).write(folder);

        assertThatThrownBy(() -> cluster.start(settings(1, 4), List.of()))
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining("runs with other settings")
                .hasMessageContaining("ekya cluster stop");
        assertThat(own.isAlive()).isTrue();
    }

    @Test
    void twoCommandsDoNotStartOrStopAtTheSameTime() throws Exception {
        state().write(folder);
        try (ClusterFolder.Lock lock = folder.lock()) {
            assertThatThrownBy(cluster::stop)
                    .isInstanceOf(CommandFailure.class)
                    .hasMessageContaining("another command");
        }
        assertThat(cluster.stop()).isZero();
    }

    @Test
    void aDamagedStateIsReported() throws Exception {
        Files.writeString(folder.state(), "{\"settings\": ");

        assertThatThrownBy(cluster::stop)
                .isInstanceOf(CommandFailure.class)
                .hasMessageContaining(folder.state().toString());
    }

    @Test
    void theStateIsReadAsItWasWritten() throws Exception {
        ClusterState state = state(process("taskmanager-1", 17, "boot x tick 3"));
        state.write(folder);

        assertThat(ClusterState.read(folder)).contains(state);
    }

    private static ClusterSettings settings(int taskManagers, int slots) {
        return new ClusterSettings(
                taskManagers,
                slots,
                1,
                true,
                null,
                List.of("--gpus=1.0"),
                Map.of("state.backend", "x"));
    }

    private static ClusterState state(ClusterProcess... processes) {
        return new ClusterState(settings(1, 2), PORTS, "/", List.of(processes));
    }

    private static ClusterProcess process(String name, long pid, String identity) {
        return new ClusterProcess(name, ProcessKind.SIDECAR, pid, identity);
    }

    private static String identity(Process process) {
        return ProcessIdentity.of(process.pid()).orElseThrow();
    }

    private Process sleeper() throws IOException {
        Process process = new ProcessBuilder("sleep", "600").start();
        processes.add(process);
        return process;
    }
}
