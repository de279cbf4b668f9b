package io.ekya.sidecar.api;

/** Cancels a camera's running retraining. */
public record CancelRequest(String site, long epoch, long revision, String camera) {}
