/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import java.time.Duration;

/**
 * How much is retained. The serving and the previous student of a camera, its newest samples and
 * events that a registered client needs are always retained.
 *
 * @param bytes for students, samples and registry; the oldest are removed first
 * @param students newest students per camera
 * @param age after which students, ended jobs and events are removed
 */
public record Retention(long bytes, int students, Duration age) {
    /** 10 GiB, 50 students a camera, 30 days. */
    public static final Retention DEFAULT = new Retention(10L << 30, 50, Duration.ofDays(30));

    public Retention {
        if (bytes < 1 || students < 1 || age.isNegative() || age.isZero()) {
            throw new IllegalArgumentException(
                    "retention of %d bytes, %d students, %s: each must be above 0"
                            .formatted(bytes, students, age));
        }
    }
}
