/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

/**
 * Payload of a SERVING_CHANGED event: a person has changed the serving student of a camera.
 *
 * @param sha256 of the serving student
 * @param sequence number of changes of the camera's serving student so far
 * @param pinned true if no retraining can replace it
 * @param reason explanation for people
 */
public record ServingChange(String sha256, long sequence, boolean pinned, String reason) {}
