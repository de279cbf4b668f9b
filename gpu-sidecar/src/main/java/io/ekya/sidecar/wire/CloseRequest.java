package io.ekya.sidecar.wire;

/** Says that a camera of a site has ended. */
public record CloseRequest(String site, String camera) {}
