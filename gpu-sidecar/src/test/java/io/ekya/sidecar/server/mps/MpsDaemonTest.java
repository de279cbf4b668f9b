/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.mps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The MPS control daemon, with a script in place of NVIDIA's control command. */
class MpsDaemonTest {
    private final StandInTools tools;

    MpsDaemonTest(@TempDir Path folder) throws IOException {
        tools = new StandInTools(folder);
    }

    @Test
    void startsTheDaemonLimitsOtherClientsAndStopsIt() throws IOException {
        try (MpsDaemon daemon = MpsDaemon.open(tools.environment(), 0.5)) {
            assertThat(tools.isRunning()).isTrue();
            assertThat(daemon.responds()).isTrue();
            assertThat(daemon.servers()).isEmpty();
            assertThat(tools.commands())
                    .startsWith("-d", "get_server_list")
                    .contains("set_default_active_thread_percentage 50");
        }
        assertThat(tools.commands()).endsWith("quit");
        assertThat(tools.isRunning()).isFalse();
    }

    @Test
    void usesARunningDaemonAndDoesNotStopIt() throws IOException {
        Files.createFile(tools.folder().resolve("daemon"));
        MpsDaemon.open(tools.environment(), 1).close();
        assertThat(tools.isRunning()).isTrue();
        assertThat(tools.commands()).containsOnly("get_server_list");
    }

    @Test
    void readsTheServersProcessIds() throws IOException {
        Files.writeString(tools.folder().resolve("servers"), "4711\n4712\n");
        try (MpsDaemon daemon = MpsDaemon.open(tools.environment(), 1)) {
            assertThat(daemon.servers()).containsExactly(4711L, 4712L);
        }
    }

    @Test
    void reportsAnUnexpectedResponse() throws IOException {
        Files.writeString(tools.folder().resolve("servers"), "Server is busy\n");
        assertThatThrownBy(() -> MpsDaemon.open(tools.environment(), 1))
                .isInstanceOf(MpsException.class)
                .hasMessageContaining("process ids, but responded: Server is busy");
        assertThat(tools.isRunning()).isFalse();
    }

    @Test
    void reportsWhyTheDaemonDoesNotStart() throws IOException {
        Files.createFile(tools.folder().resolve("broken"));
        assertThatThrownBy(() -> MpsDaemon.open(tools.environment(), 1))
                .isInstanceOf(MpsException.class)
                .hasMessageContaining("exited with code 1: no device");
    }

    @Test
    void reportsAMissingControlCommand(@TempDir Path empty) {
        assertThatThrownBy(() -> MpsDaemon.open(Map.of("PATH", empty.toString()), 1))
                .isInstanceOf(MpsException.class)
                .hasMessageContaining("nvidia-cuda-mps-control, and it is not on the PATH")
                .hasMessageContaining("or use governor");
    }

    @ParameterizedTest
    @CsvSource({"0, 1", "0.004, 1", "0.25, 25", "0.333, 33", "1, 100", "3, 100"})
    void roundsSharesToWholePercents(double share, String percents) {
        assertThat(MpsEnvironment.of(share))
                .containsExactly(Map.entry("CUDA_MPS_ACTIVE_THREAD_PERCENTAGE", percents));
    }
}
