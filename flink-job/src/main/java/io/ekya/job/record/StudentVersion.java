package io.ekya.job.record;

/**
 * The student that serves a camera from now on; replaces any of a lower sequence.
 *
 * @param sha256 names the weights; fetched from the sidecar by it
 * @param sequence grows with every promotion of the camera
 */
public record StudentVersion(String site, String camera, String sha256, long sequence) {}
