/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.device.DeviceName;
import io.ekya.device.DeviceShare;
import io.ekya.sidecar.server.mps.MpsException;
import io.ekya.sidecar.server.mps.StandInTools;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SidecarDeviceTest {
    @TempDir Path folder;

    @Test
    void aGovernedCpuRunsJobsInTurnsAndEnforcesShares() throws IOException {
        try (SidecarDevice device =
                SidecarDevice.open(DeviceName.CPU, ShareControl.GOVERNOR, 1, folder)) {
            assertThat(device.name()).isEqualTo("cpu");
            assertThat(device.forJobs(1).retraining().sideBySide()).isFalse();
            assertThat(device.sharesEnforced()).isTrue();
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDividedDeviceRunsRetrainingsConcurrentlyAndCountsBothLedgers() throws IOException {
        StandInTools tools = new StandInTools(folder.resolve("bin"));
        try (SidecarDevice device =
                SidecarDevice.divided(
                        DeviceName.CPU,
                        1,
                        folder.resolve("training"),
                        tools.environment(),
                        Duration.ZERO)) {
            var jobs = device.forJobs(1);
            assertThat(jobs.retraining().sideBySide()).isTrue();
            try (DeviceShare profile = jobs.governor().open("profile", 0.2);
                    DeviceShare retrain = jobs.retraining().governor().open("retrain", 0.5)) {
                assertThat(device.requestedTotal()).isEqualTo(0.7);
                assertThat(device.uses()).hasSize(2);
                retrain.tryRun(() -> 1);
                profile.tryRun(() -> 1);
                assertThat(device.busySeconds()).isPositive();
            }
            assertThat(device.sharesEnforced()).isTrue();
        }
        assertThat(tools.isRunning()).isFalse();
    }

    @Test
    void rejectsDividingTheCpu() {
        assertThatThrownBy(() -> SidecarDevice.open(DeviceName.CPU, ShareControl.MPS, 1, folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("use governor, or device cuda:0");
    }

    @Test
    void rejectsDividingWithoutTheNvidiaControlCommand() {
        assertThatThrownBy(
                        () ->
                                SidecarDevice.divided(
                                        DeviceName.CPU,
                                        1,
                                        folder,
                                        Map.of("PATH", folder.toString()),
                                        Duration.ZERO))
                .isInstanceOf(MpsException.class);
    }

    @Test
    void readsShareControlsByName() {
        assertThat(ShareControl.of("governor")).isEqualTo(ShareControl.GOVERNOR);
        assertThat(ShareControl.of("mps")).hasToString("mps");
        assertThatThrownBy(() -> ShareControl.of("MIG"))
                .hasMessage("share control must be governor or mps, but is 'MIG'");
    }
}
