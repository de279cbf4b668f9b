/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server;

import java.util.Arrays;
import java.util.Locale;

/** How shares of retrainings are enforced. */
public enum ShareControl {
    /** Jobs take turns by mini-batch, on any device. */
    GOVERNOR,

    /** One process per retraining with a part of an NVIDIA GPU (multi-process service). */
    MPS;

    /**
     * Returns the control named {@code governor} or {@code mps}.
     *
     * @throws IllegalArgumentException for any other name
     */
    public static ShareControl of(String name) {
        return Arrays.stream(values())
                .filter(control -> control.toString().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "share control must be governor or mps, but is '"
                                                + name
                                                + "'"));
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
