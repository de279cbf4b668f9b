/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.config;

import java.io.Serializable;

/** Retraining windows (Ekya, NSDI '22, section 3.1). */
public record WindowConfig(
        @ConfigKey(
                        text = "Length of a retraining window, seconds",
                        byDefault = "200",
                        min = 2,
                        max = 86400)
                double seconds,
        @ConfigKey(
                        text = "Number of windows to run; 0 runs until the cameras end",
                        byDefault = "0",
                        min = 0,
                        max = 1000000)
                int count,
        @ConfigKey(
                        text = "Event seconds per wall-clock second; planning requires 1",
                        byDefault = "1",
                        min = 0.1,
                        max = 1000)
                double pace)
        implements Serializable {

    /** Length of a retraining window, milliseconds. */
    public long millis() {
        return Math.round(1000 * seconds);
    }
}
