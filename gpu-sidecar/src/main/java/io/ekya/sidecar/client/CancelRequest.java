package io.ekya.sidecar.client;

/** Ends a camera's running retraining. */
public record CancelRequest(String site, long epoch, long revision, String camera) {}
