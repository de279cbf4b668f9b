package io.ekya.sidecar.api;

/**
 * A published student.
 *
 * @param sha256 its name
 * @param window whose labels it was trained on
 * @param configuration id of the retraining configuration
 * @param parent sha256 of the student it was trained from
 * @param accuracy on held-out labels when it was published, 0..1
 * @param heldOut how many labels those were
 * @param createdMillis wall-clock time
 * @param serving true where it serves its camera
 * @param pinned true where its camera is held to it
 */
public record StudentInfo(
        String sha256,
        String site,
        String camera,
        long window,
        String configuration,
        String parent,
        double accuracy,
        int heldOut,
        long createdMillis,
        boolean serving,
        boolean pinned) {}
