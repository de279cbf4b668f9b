/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import ai.djl.Device;
import ai.djl.engine.Engine;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;

/**
 * Loads PyTorch with one intra-op and one inter-op thread, since a GPU on a CPU device is one core,
 * and with downloads disabled. These settings must be made before the engine is loaded, so no other
 * class may load it.
 */
public final class TorchEngine {
    private TorchEngine() {}

    /** Loaded on first use, once per process. */
    private static final class Loaded {
        static final Engine ENGINE = load();

        private static Engine load() {
            setIfAbsent("ai.djl.offline", "true");
            setIfAbsent("ai.djl.pytorch.num_threads", "1");
            setIfAbsent("ai.djl.pytorch.num_interop_threads", "1");
            setIfAbsent("ai.djl.pytorch.graph_optimizer", "false");
            Engine engine = Engine.getEngine("PyTorch");
            TorchLog.setLevel();
            return engine;
        }

        private static void setIfAbsent(String key, String value) {
            if (System.getProperty(key) == null) {
                System.setProperty(key, value);
            }
        }
    }

    /** Returns the loaded engine. */
    public static Engine get() {
        return Loaded.ENGINE;
    }

    /** Returns a new manager on a device; the caller closes it. */
    public static NDManager newManager(Device device) {
        return get().newBaseManager(device);
    }

    /**
     * Blocks until a device has completed all work queued by this process; returns at once on the
     * CPU.
     */
    static void await(Device device) {
        if (device.isGpu()) {
            try (NDManager manager = newManager(device)) {
                // Reading a value waits for everything that was queued on the device before.
                manager.zeros(new Shape(1)).toFloatArray();
            }
        }
    }

    /**
     * Enables or disables gradient recording for the calling thread. It is initially enabled in
     * every thread, which costs memory and prevents in-place updates of weights.
     */
    static void recordGradients(boolean on) {
        Loaded.ENGINE.getEngineName();
        JniUtils.setGradMode(on);
    }
}
