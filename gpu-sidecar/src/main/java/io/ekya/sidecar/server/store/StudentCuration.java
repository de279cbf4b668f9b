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

/** What people do with students: look at them, roll back, pin, purge; told by events. */
public final class StudentCuration {
    private final Store store;
    private final String base;

    /**
     * For a store.
     *
     * @param base sha256 of the student that serves where none was promoted
     */
    public StudentCuration(Store store, String base) {
        this.store = store;
        this.base = base;
    }

    /** All published students. */
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
     * Lets another student serve.
     *
     * @param wanted sha256 of a student of the camera; null for the previous one
     * @throws RefusedException NOT_FOUND where the camera never had it
     * @throws StoreException where its file is damaged: the one that serves goes on
     */
    public ServingChange rollBack(String site, String camera, @Nullable String wanted) {
        checkKnown(site, camera);
        String sha256 = wanted == null ? store.students().previous(site, camera) : wanted;
        boolean toBase = sha256.isEmpty() || sha256.equals(base);
        if (!toBase) {
            if (store.students().of(site, camera).stream()
                    .noneMatch(s -> s.sha256().equals(sha256))) {
                throw new RefusedException(
                        Rule.NOT_FOUND, "camera %s has no student %s".formatted(camera, sha256));
            }
            store.models().get(sha256);
        }
        return store.transaction(
                () -> {
                    store.students().serve(site, camera, toBase ? "" : sha256);
                    return tell(site, camera, "rolled back");
                });
    }

    /** Holds a camera to the student that serves it, or no longer. */
    public ServingChange pin(String site, String camera, boolean pinned) {
        checkKnown(site, camera);
        return store.transaction(
                () -> {
                    store.students().pin(site, camera, pinned);
                    return tell(site, camera, pinned ? "pinned" : "no longer pinned");
                });
    }

    /** Removes a camera's samples and students; the base student serves it. */
    public ServingChange purge(String site, String camera) {
        checkKnown(site, camera);
        List<Student> gone = store.students().of(site, camera);
        ServingChange change =
                store.transaction(
                        () -> {
                            store.students().serve(site, camera, "");
                            store.students().forget(site, camera);
                            return tell(site, camera, "purged");
                        });
        store.samples().removeAll(site, camera);
        for (Student s : gone) {
            if (!store.students().protectedOnes().contains(s.sha256())) {
                store.models().remove(s.sha256());
            }
        }
        return change;
    }

    private void checkKnown(String site, String camera) {
        if (store.students().serving(site, camera).isEmpty()) {
            throw new RefusedException(
                    Rule.NOT_FOUND, "site %s has no camera %s".formatted(site, camera));
        }
    }

    private ServingChange tell(String site, String camera, String reason) {
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
