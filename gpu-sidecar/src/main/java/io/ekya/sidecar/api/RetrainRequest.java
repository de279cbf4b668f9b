package io.ekya.sidecar.api;

import io.ekya.learn.RetrainingConfiguration;

/**
 * Starts a retraining of a camera's serving student.
 *
 * @param epoch and revision order commands; an older epoch is refused, the same (epoch, revision)
 *     with other content is an error
 * @param window whose labels are trained on
 * @param expectedAccuracy what the plan counts on, 0..1, for the journal
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
