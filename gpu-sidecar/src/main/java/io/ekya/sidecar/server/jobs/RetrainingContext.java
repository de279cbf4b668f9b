/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.jobs;

import io.ekya.learn.Learner;
import io.ekya.sidecar.api.RetrainRequest;

/**
 * What all parts of a retraining use.
 *
 * @param meter of the retraining's share
 */
record RetrainingContext(
        RetrainRequest request,
        CameraData camera,
        Learner learner,
        EvaluationSettings settings,
        BusyMeter meter) {}
