/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

/** Cancels a camera's running retraining. */
public record CancelRequest(String site, long epoch, long revision, String camera) {}
