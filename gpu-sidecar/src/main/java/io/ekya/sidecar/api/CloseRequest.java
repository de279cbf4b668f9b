package io.ekya.sidecar.api;

/** Reports that a camera of a site has ended. */
public record CloseRequest(String site, String camera) {}
