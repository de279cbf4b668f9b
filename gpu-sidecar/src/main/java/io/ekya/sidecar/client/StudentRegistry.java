package io.ekya.sidecar.client;

import io.ekya.sidecar.api.ServingChange;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.api.StudentList;
import org.jspecify.annotations.Nullable;

/** What people do with students; none of it is fenced by epochs. */
public interface StudentRegistry {

    /** All published students. */
    StudentList students();

    /**
     * Lets another student serve a camera, and tells it by an event.
     *
     * @param sha256 of a student of that camera; null for the previous one
     * @throws SidecarException NOT_FOUND where the camera never had it
     */
    ServingChange rollBack(String site, String camera, @Nullable String sha256);

    /** Holds a camera to the student that serves it, or no longer. */
    ServingChange pin(String site, String camera, boolean pinned);

    /** Removes a camera's samples and students; the base student serves it. */
    ServingChange purge(String site, String camera);
}
