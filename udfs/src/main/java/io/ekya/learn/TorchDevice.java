package io.ekya.learn;

import ai.djl.Device;
import ai.djl.engine.StandardCapabilities;
import io.ekya.device.DeviceClock;
import io.ekya.device.DeviceName;

/**
 * A device on which PyTorch can compute.
 *
 * @param name as people write it
 * @param device as DJL has it
 */
public record TorchDevice(DeviceName name, Device device) {

    /**
     * The device of a name, tried. Loads the engine, unless it is the processor.
     *
     * @throws IllegalArgumentException where PyTorch cannot compute there; says what to do
     */
    public static TorchDevice open(DeviceName name) {
        if (name.isCpu()) {
            return new TorchDevice(name, Device.cpu());
        }
        Device gpu = Device.gpu(name.gpu());
        String trouble = troubleWith(gpu);
        if (!trouble.isEmpty()) {
            throw new IllegalArgumentException(
                    "device %s cannot be used (%s); it needs an NVIDIA driver, the CUDA 12 runtime, and PyTorch's CUDA natives: by the Maven profile cuda (EKYA_MAVEN_ARGS=-Pcuda) or PYTORCH_LIBRARY_PATH, see the README's Devices; or use cpu"
                            .formatted(name, trouble));
        }
        return new TorchDevice(name, gpu);
    }

    private static String troubleWith(Device gpu) {
        try {
            if (!TorchEngine.get().hasCapability(StandardCapabilities.CUDA)) {
                return "PyTorch sees no GPU";
            }
            TorchEngine.await(gpu);
            return "";
        } catch (RuntimeException | LinkageError e) {
            Throwable root = e;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return String.valueOf(root.getMessage()).lines().findFirst().orElse("unknown trouble");
        }
    }

    /** A learner whose models live there. */
    public DjlLearner learner() {
        return new DjlLearner(device, TrainingSettings.DEFAULT);
    }

    /** How its busy time is told: the thread's CPU time, or until the GPU was done. */
    public DeviceClock clock() {
        return name.isCpu()
                ? DeviceClock.cpu()
                : DeviceClock.synchronised(() -> TorchEngine.await(device));
    }
}
