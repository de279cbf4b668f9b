package io.ekya.sidecar.api;

/**
 * Changes a running job's share.
 *
 * @param camera whose retraining is meant; empty means the site's micro-profiling
 * @param share of one GPU, 0..1
 */
public record ResizeRequest(String site, long epoch, long revision, String camera, double share) {}
