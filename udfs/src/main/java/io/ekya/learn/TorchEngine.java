package io.ekya.learn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;

/**
 * The one place where PyTorch is loaded: one intra-op and one inter-op thread, because a share of a
 * GPU on CPU is a share of one core (docs: "the device is one ledger"), and nothing is downloaded.
 * The settings must be made before the engine loads, so no other class may load it.
 */
public final class TorchEngine {
    private TorchEngine() {}

    /** Loaded at first use, once a process. */
    private static final class Loaded {
        static final Engine ENGINE = load();

        private static Engine load() {
            setIfAbsent("ai.djl.offline", "true");
            setIfAbsent("ai.djl.pytorch.num_threads", "1");
            setIfAbsent("ai.djl.pytorch.num_interop_threads", "1");
            setIfAbsent("ai.djl.pytorch.graph_optimizer", "false");
            return Engine.getEngine("PyTorch");
        }

        private static void setIfAbsent(String key, String value) {
            if (System.getProperty(key) == null) {
                System.setProperty(key, value);
            }
        }
    }

    /** PyTorch, loaded. */
    public static Engine get() {
        return Loaded.ENGINE;
    }

    /** A new manager on a device; close it. */
    public static NDManager newManager(Device device) {
        return get().newBaseManager(device);
    }

    /** Returns when a device has done all that this process asked of it; a processor has. */
    static void await(Device device) {
        if (device.isGpu()) {
            try (NDManager manager = newManager(device)) {
                // Reading a value waits for everything that was queued on the device before.
                manager.zeros(new Shape(1)).toFloatArray();
            }
        }
    }

    /**
     * Says for the calling thread whether operations are recorded for gradients. Every thread
     * starts with recording on, which costs memory and forbids changing weights in place.
     */
    static void recordGradients(boolean on) {
        Loaded.ENGINE.getEngineName();
        JniUtils.setGradMode(on);
    }
}
