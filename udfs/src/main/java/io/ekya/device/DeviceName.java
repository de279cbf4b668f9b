/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

/**
 * The name of a device: {@code cpu} (one GPU is one core) or {@code cuda:N}.
 *
 * @param gpu CUDA index of the GPU, from 0; -1 for the CPU
 */
public record DeviceName(int gpu) {
    /** Regular expression of valid names. */
    public static final String PATTERN = "cpu|cuda:\\d{1,3}";

    /** The CPU. */
    public static final DeviceName CPU = new DeviceName(-1);

    private static final String CUDA = "cuda:";

    public DeviceName {
        if (gpu < -1) {
            throw new IllegalArgumentException(
                    "gpu must be at least 0, or -1 for the CPU, but " + "is " + gpu);
        }
    }

    /**
     * Parses a device name.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public static DeviceName of(String text) {
        if (!text.matches(PATTERN)) {
            throw new IllegalArgumentException(
                    "device must be cpu or cuda:N, such as cuda:0, but is '" + text + "'");
        }
        return text.startsWith(CUDA)
                ? new DeviceName(Integer.parseInt(text.substring(CUDA.length())))
                : CPU;
    }

    /** Returns whether this is the CPU. */
    public boolean isCpu() {
        return gpu < 0;
    }

    @Override
    public String toString() {
        return isCpu() ? "cpu" : CUDA + gpu;
    }
}
