/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import ai.djl.Device;
import ai.djl.engine.StandardCapabilities;
import io.ekya.device.DeviceClock;
import io.ekya.device.DeviceName;
import org.jspecify.annotations.Nullable;

/**
 * A device on which PyTorch can compute.
 *
 * @param name as configured
 * @param device the DJL device
 */
public record TorchDevice(DeviceName name, Device device) {

    /**
     * Opens a device and checks that it works. Loads the engine, unless the device is the CPU.
     *
     * @throws IllegalArgumentException if PyTorch cannot use the device; the message states a fix
     */
    public static TorchDevice open(DeviceName name) {
        if (name.isCpu()) {
            return new TorchDevice(name, Device.cpu());
        }
        Device gpu = Device.gpu(name.gpu());
        @Nullable String problem = problemOf(gpu);
        if (problem != null) {
            throw new IllegalArgumentException(
                    ("device %s cannot be used (%s); it needs an NVIDIA driver, the CUDA 12 "
                                    + "runtime, and PyTorch's CUDA natives: by the Maven profile cuda "
                                    + "(EKYA_MAVEN_ARGS=-Pcuda) or PYTORCH_LIBRARY_PATH, see "
                                    + "the README's Devices; or use cpu")
                            .formatted(name, problem));
        }
        return new TorchDevice(name, gpu);
    }

    /** Returns why PyTorch cannot use a GPU; null if it can. */
    private static @Nullable String problemOf(Device gpu) {
        try {
            if (!TorchEngine.get().hasCapability(StandardCapabilities.CUDA)) {
                return "PyTorch sees no GPU";
            }
            TorchEngine.await(gpu);
            return null;
        } catch (RuntimeException | LinkageError e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return String.valueOf(root.getMessage()).lines().findFirst().orElse("unknown error");
        }
    }

    /** Returns a learner whose models are on this device. */
    public DjlLearner learner() {
        return new DjlLearner(device, TrainingSettings.DEFAULT);
    }

    /**
     * Returns the clock of its busy time: the thread's CPU time, or the time until the GPU is idle.
     */
    public DeviceClock clock() {
        return name.isCpu()
                ? DeviceClock.cpu()
                : DeviceClock.synchronised(() -> TorchEngine.await(device));
    }
}
