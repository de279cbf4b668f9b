package io.ekya.sidecar.cli;

import io.ekya.device.DeviceName;
import io.ekya.sidecar.server.ShareControl;
import io.ekya.sidecar.server.SidecarDevice;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options that say where models compute and what keeps their shares. */
final class DeviceOptions {
    @Option(
            names = "--device",
            paramLabel = "cpu|cuda:N",
            defaultValue = "cpu",
            description = {
                "Where models compute (default: ${DEFAULT-VALUE}).",
                "GPUs need PyTorch's CUDA natives (README, Devices)."
            })
    private String device = "cpu";

    @Option(
            names = "--share-control",
            paramLabel = "governor|mps",
            defaultValue = "governor",
            description = {
                "What keeps shares: turns by mini-batch, or NVIDIA's multi-process service",
                "with a process for every retraining (default: ${DEFAULT-VALUE})"
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
