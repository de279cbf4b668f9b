/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.ServingChange;
import io.ekya.sidecar.api.StudentInfo;
import io.ekya.sidecar.api.StudentList;
import io.ekya.sidecar.server.store.RefusedException.Rule;
import io.ekya.sidecar.server.store.StudentCatalog.Serving;
import io.ekya.sidecar.server.store.StudentCatalog.Student;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Operations of people on students: list, roll back, pin, purge; changes are journaled. */
public final class StudentCuration {
    private final Store store;
    private final String base;

    /**
     * Creates operations on a store.
     *
     * @param base sha256 of the base student
     */
    public StudentCuration(Store store, String base) {
        this.store = store;
        this.base = base;
    }

    /** Returns all published students. */
    public StudentList list() {
        return new StudentList(
                base,
                store.students().byCamera().stream()
                        .flatMap(List::stream)
                        .map(this::info)
                        .toList());
    }

    private StudentInfo info(Student s) {
        boolean serves =
                store.students()
                        .serving(s.site(), s.camera())
                        .map(Serving::sha256)
                        .orElse("")
                        .equals(s.sha256());
        return new StudentInfo(
                s.sha256(),
                s.site(),
                s.camera(),
                s.window(),
                s.configuration(),
                s.parent(),
                s.accuracy(),
                s.heldOut(),
                s.createdMillis(),
                serves,
                serves && store.students().pinned(s.site(), s.camera()));
    }

    /**
     * Makes another student serve.
     *
     * @param wanted sha256 of a student of the camera; null for the previous one
     * @throws RefusedException NOT_FOUND if the camera never had it
     * @throws StoreException if its file is damaged; then nothing changes
     */
    public ServingChange rollBack(String site, String camera, @Nullable String wanted) {
        // in one transaction, so that retention cannot remove the student before it serves
        return store.transaction(
                () -> {
                    checkKnown(site, camera);
                    String sha256 =
                            wanted == null ? store.students().previous(site, camera) : wanted;
                    boolean toBase = sha256.isEmpty() || sha256.equals(base);
                    if (!toBase) {
                        checkUsable(site, camera, sha256);
                    }
                    store.students().serve(site, camera, toBase ? "" : sha256);
                    return journal(site, camera, "rolled back");
                });
    }

    private void checkUsable(String site, String camera, String sha256) {
        if (store.students().of(site, camera).stream().noneMatch(s -> s.sha256().equals(sha256))) {
            throw new RefusedException(
                    Rule.NOT_FOUND, "camera %s has no student %s".formatted(camera, sha256));
        }
        store.models().get(sha256);
    }

    /** Pins a camera to its serving student, or unpins it. */
    public ServingChange pin(String site, String camera, boolean pinned) {
        checkKnown(site, camera);
        return store.transaction(
                () -> {
                    store.students().pin(site, camera, pinned);
                    return journal(site, camera, pinned ? "pinned" : "unpinned");
                });
    }

    /** Removes samples and students of a camera; the base student serves it. */
    public ServingChange purge(String site, String camera) {
        checkKnown(site, camera);
        List<Student> gone = store.students().of(site, camera);
        ServingChange change =
                store.transaction(
                        () -> {
                            store.students().serve(site, camera, "");
                            store.students().forget(site, camera);
                            return journal(site, camera, "purged");
                        });
        store.samples().removeAll(site, camera);
        gone.forEach(this::removeUnlessNeeded);
        return change;
    }

    /** A student of another camera can be the same file. */
    private void removeUnlessNeeded(Student s) {
        store.transaction(
                () -> {
                    boolean isNeeded =
                            store.students().servingAndPrevious().contains(s.sha256())
                                    || store.students().known(s.sha256());
                    if (!isNeeded) {
                        store.models().remove(s.sha256());
                    }
                    return isNeeded;
                });
    }

    private void checkKnown(String site, String camera) {
        if (store.students().serving(site, camera).isEmpty()) {
            throw new RefusedException(
                    Rule.NOT_FOUND, "site %s has no camera %s".formatted(site, camera));
        }
    }

    private ServingChange journal(String site, String camera, String reason) {
        Serving now = store.students().serving(site, camera).orElse(new Serving("", 0));
        ServingChange change =
                new ServingChange(
                        now.sha256().isEmpty() ? base : now.sha256(),
                        now.sequence(),
                        store.students().pinned(site, camera),
                        reason);
        store.journal().append(site, EventKind.SERVING_CHANGED, camera, null, change);
        return change;
    }
}
