/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.client;

import io.ekya.sidecar.api.ServingChange;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.api.StudentList;
import org.jspecify.annotations.Nullable;

/** Operations of people on students; not fenced by epochs. */
public interface StudentRegistry {

    /** Returns all published students. */
    StudentList students();

    /**
     * Makes another student serve a camera and journals the change.
     *
     * @param sha256 of a student of that camera; null for the previous one
     * @throws SidecarException NOT_FOUND if the camera never had it
     */
    ServingChange rollBack(String site, String camera, @Nullable String sha256);

    /** Pins a camera to its serving student, or unpins it. */
    ServingChange pin(String site, String camera, boolean pinned);

    /** Removes samples and students of a camera; the base student serves it. */
    ServingChange purge(String site, String camera);
}
