/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import org.jspecify.annotations.Nullable;

/**
 * Changes the share of a running job.
 *
 * @param camera whose retraining is resized; null for the site's micro-profiling
 * @param share of one GPU, 0..1
 */
public record ResizeRequest(
        String site, long epoch, long revision, @Nullable String camera, double share) {}
