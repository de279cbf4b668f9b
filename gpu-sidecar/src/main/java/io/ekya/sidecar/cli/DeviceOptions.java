/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.cli;

import io.ekya.device.DeviceName;
import io.ekya.sidecar.server.ShareControl;
import io.ekya.sidecar.server.SidecarDevice;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** Options for the device and its share control. */
final class DeviceOptions {
    @Option(
            names = "--device",
            paramLabel = "cpu|cuda:N",
            defaultValue = "cpu",
            description = {
                "Device for training (default: ${DEFAULT-VALUE}).",
                "GPUs need PyTorch's CUDA natives (README, Devices)."
            })
    private String device = "cpu";

    @Option(
            names = "--share-control",
            paramLabel = "governor|mps",
            defaultValue = "governor",
            description = {
                "How shares are enforced: jobs take turns by mini-batch (governor), or NVIDIA's",
                "multi-process service with one process per retraining (mps)",
                "(default: ${DEFAULT-VALUE})"
            })
    private String shareControl = "governor";

    /** As {@link SidecarDevice#open}. */
    SidecarDevice open(double gpus, Path folder) throws IOException {
        return SidecarDevice.open(
                DeviceName.of(device), ShareControl.of(shareControl), gpus, folder);
    }

    String device() {
        return device;
    }

    String shareControl() {
        return shareControl;
    }
}
