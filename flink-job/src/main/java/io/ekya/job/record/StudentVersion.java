/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

import org.jspecify.annotations.Nullable;

/**
 * The student that serves a camera from now on; replaces any version of a lower (epoch, sequence).
 *
 * @param sha256 identifies the weights, which are fetched from the sidecar by it; null for the base
 *     student
 * @param epoch of the job's control over the site; a sidecar that has lost its folder starts its
 *     sequences again, but never its epochs
 * @param sequence increases with every promotion of the camera
 */
public record StudentVersion(
        String site, String camera, @Nullable String sha256, long epoch, long sequence) {

    /** Whether this version replaces another one. */
    public boolean isNewerThan(@Nullable StudentVersion other) {
        if (other == null || epoch != other.epoch) {
            return other == null || epoch > other.epoch;
        }
        return sequence > other.sequence;
    }
}
