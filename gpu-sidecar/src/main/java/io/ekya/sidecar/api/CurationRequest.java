package io.ekya.sidecar.api;

/**
 * Body of rollback, pin and purge.
 *
 * @param sha256 of the student to roll back to; empty for the one that served before
 * @param pinned what a pin is set to
 */
public record CurationRequest(String site, String camera, String sha256, boolean pinned) {}
