/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import io.ekya.learn.RetrainingConfiguration;

/**
 * Starts a retraining of a camera's serving student.
 *
 * @param epoch with revision, the order of commands: an older epoch is refused, and so is a
 *     repeated (epoch, revision) with different content
 * @param window whose labels are trained on
 * @param expectedAccuracy accuracy that the plan expects, 0..1
 * @param share of one GPU, 0..1
 */
public record RetrainRequest(
        String site,
        long epoch,
        long revision,
        String camera,
        long window,
        RetrainingConfiguration configuration,
        double expectedAccuracy,
        double share) {}
