/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

/**
 * The student that serves a camera from now on; replaces any version of a lower sequence number.
 *
 * @param sha256 identifies the weights, which are fetched from the sidecar by it
 * @param sequence increases with every promotion of the camera
 */
public record StudentVersion(String site, String camera, String sha256, long sequence) {}
