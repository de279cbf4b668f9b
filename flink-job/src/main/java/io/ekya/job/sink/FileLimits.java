/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import java.io.Serializable;

/**
 * When files are rolled, and how many bytes the files of a run may take.
 *
 * @param keepBytes bytes that all JSON Lines files in a run's folder may take together
 * @param rollBytes size from which a file is rolled
 * @param rollMillis age from which a file is rolled
 */
public record FileLimits(long keepBytes, long rollBytes, long rollMillis) implements Serializable {
    private static final long MIB = 1 << 20;

    /** The current files of a run, which are never deleted, take a small part of the budget. */
    private static final long PARTS = 64;

    private static final long MAX_ROLL_BYTES = 64 * MIB;
    private static final long HOUR_MILLIS = 3_600_000;

    public FileLimits {
        if (keepBytes <= 0 || rollBytes <= 0 || rollMillis <= 0) {
            throw new IllegalArgumentException(
                    "limits must be positive, but are %d bytes, %d bytes and %d ms"
                            .formatted(keepBytes, rollBytes, rollMillis));
        }
    }

    /**
     * Returns limits for a budget: a file is rolled when it takes a 64th of the budget or 64 MiB.
     *
     * @param keepMiB budget of a run, MiB
     * @param rollHours age from which a file is rolled, hours
     */
    public static FileLimits of(long keepMiB, long rollHours) {
        return new FileLimits(
                keepMiB * MIB,
                Math.min(MAX_ROLL_BYTES, keepMiB * MIB / PARTS),
                rollHours * HOUR_MILLIS);
    }
}
