package io.ekya.sidecar.job;

import io.ekya.learn.Learner;
import io.ekya.sidecar.client.RetrainRequest;

/**
 * What all parts of a retraining use.
 *
 * @param meter of the retraining's share
 */
record RetrainingContext(
        RetrainRequest request,
        CameraData camera,
        Learner learner,
        JobSettings settings,
        BusyMeter meter) {}
