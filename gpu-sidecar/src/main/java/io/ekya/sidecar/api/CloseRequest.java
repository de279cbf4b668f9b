package io.ekya.sidecar.api;

/** Says that a camera of a site has ended. */
public record CloseRequest(String site, String camera) {}
