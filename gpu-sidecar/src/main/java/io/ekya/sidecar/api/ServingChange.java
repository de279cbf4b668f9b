package io.ekya.sidecar.api;

/**
 * Payload of a SERVING_CHANGED event: a person decided who serves a camera.
 *
 * @param sha256 of the student that serves now
 * @param sequence of the camera's serving student, grows with every change
 * @param pinned true where no retraining may take its place
 * @param reason in words
 */
public record ServingChange(String sha256, long sequence, boolean pinned, String reason) {}
