/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

/**
 * A published student.
 *
 * @param sha256 id of the student
 * @param window whose labels it was trained on
 * @param configuration id of the retraining configuration
 * @param parent sha256 of the student it was trained from
 * @param accuracy on held-out labels at publication, 0..1
 * @param heldOut number of those labels
 * @param createdMillis wall-clock time
 * @param serving true if it serves its camera
 * @param pinned true if its camera is pinned to it
 */
public record StudentInfo(
        String sha256,
        String site,
        String camera,
        long window,
        String configuration,
        String parent,
        double accuracy,
        int heldOut,
        long createdMillis,
        boolean serving,
        boolean pinned) {}
