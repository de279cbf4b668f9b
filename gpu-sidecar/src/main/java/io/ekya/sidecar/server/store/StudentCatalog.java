/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import java.time.Clock;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The registry of students, and which of them serves each camera. */
public final class StudentCatalog {
    private final Database database;
    private final Clock clock;

    StudentCatalog(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /**
     * A published student.
     *
     * @param sha256 id of the student
     * @param window whose labels it was trained on
     * @param configuration id of the retraining configuration
     * @param parent sha256 of the student it was trained from
     * @param accuracy on held-out labels when it was published, 0..1
     * @param heldOut how many labels those were
     * @param createdMillis wall-clock time
     */
    public record Student(
            String sha256,
            String site,
            String camera,
            long window,
            String configuration,
            String parent,
            double accuracy,
            int heldOut,
            long createdMillis) {}

    /** Serving student, "" for the base student, and the number of changes so far. */
    public record Serving(String sha256, long sequence) {}

    /**
     * Registers a stored student and makes it serve. If a checkpoint of the same training serves,
     * the previous student stays the one before that checkpoint.
     */
    public Serving promote(Student s) {
        return database.transaction(
                () -> {
                    Optional<String> before =
                            isCheckpointOf(s)
                                    ? Optional.of(previous(s.site(), s.camera()))
                                    : Optional.empty();
                    database.update(
                            "INSERT OR REPLACE INTO students VALUES(?,?,?,?,?,?,?,?,?)",
                            s.sha256(),
                            s.site(),
                            s.camera(),
                            s.window(),
                            s.configuration(),
                            s.parent(),
                            s.accuracy(),
                            s.heldOut(),
                            clock.millis());
                    Serving now = serve(s.site(), s.camera(), s.sha256());
                    before.ifPresent(
                            sha256 ->
                                    database.update(
                                            "UPDATE cameras SET previous=?"
                                                    + " WHERE site=? AND camera=?",
                                            sha256,
                                            s.site(),
                                            s.camera()));
                    return now;
                });
    }

    /** Returns whether the serving student is a checkpoint of the same training. */
    private boolean isCheckpointOf(Student s) {
        return database.first(
                        r -> r.getLong(1),
                        "SELECT 1 FROM students JOIN cameras USING (site, camera)"
                                + " WHERE sha256=student AND site=? AND camera=? AND window=?"
                                + " AND configuration=? AND sha256=?",
                        s.site(),
                        s.camera(),
                        s.window(),
                        s.configuration(),
                        s.parent())
                .isPresent();
    }

    /** Makes a student serve; an empty hash means the base student. */
    public Serving serve(String site, String camera, String sha256) {
        return database.transaction(
                () -> {
                    SiteRegistry.remember(database, site, camera);
                    database.update(
                            "UPDATE cameras SET previous=student, student=?, sequence=sequence+1"
                                    + " WHERE site=? AND camera=?",
                            sha256,
                            site,
                            camera);
                    return serving(site, camera).orElseThrow();
                });
    }

    /** Returns the previous student; empty for the base student. */
    public String previous(String site, String camera) {
        return database.first(
                        r -> r.getString(1),
                        "SELECT previous FROM cameras WHERE site=? AND camera=?",
                        site,
                        camera)
                .orElse("");
    }

    /** Pins a camera to its serving student, or unpins it. */
    public void pin(String site, String camera, boolean pinned) {
        database.update(
                "UPDATE cameras SET pinned=? WHERE site=? AND camera=?",
                pinned ? 1 : 0,
                site,
                camera);
    }

    /** Returns whether the camera is pinned. */
    public boolean pinned(String site, String camera) {
        return database.first(
                        r -> r.getLong(1),
                        "SELECT pinned FROM cameras WHERE site=? AND camera=?",
                        site,
                        camera)
                .orElse(0L)
                .equals(1L);
    }

    /** Returns the serving and the previous students of all cameras. */
    Set<String> servingAndPrevious() {
        Set<String> all = new HashSet<>();
        all.addAll(database.query(r -> r.getString(1), "SELECT student FROM cameras"));
        all.addAll(database.query(r -> r.getString(1), "SELECT previous FROM cameras"));
        return all;
    }

    /** Returns the students of every camera, newest first. */
    public List<List<Student>> byCamera() {
        return database
                .query(
                        r -> List.of(r.getString(1), r.getString(2)),
                        "SELECT DISTINCT site, camera FROM students ORDER BY site, camera")
                .stream()
                .map(key -> of(key.get(0), key.get(1)))
                .toList();
    }

    /** Removes all students of a camera, including the previous one, and its pin. */
    void forget(String site, String camera) {
        database.update("DELETE FROM students WHERE site=? AND camera=?", site, camera);
        database.update(
                "UPDATE cameras SET previous='', pinned=0 WHERE site=? AND camera=?", site, camera);
    }

    /** Returns whether a student is registered. */
    boolean known(String sha256) {
        return database.first(r -> r.getLong(1), "SELECT 1 FROM students WHERE sha256=?", sha256)
                .isPresent();
    }

    void remove(String sha256) {
        database.update("DELETE FROM students WHERE sha256=?", sha256);
    }

    /** Returns the serving student of a camera; empty if the camera is unknown. */
    public Optional<Serving> serving(String site, String camera) {
        return database.first(
                r -> new Serving(r.getString(1), r.getLong(2)),
                "SELECT student, sequence FROM cameras WHERE site=? AND camera=?",
                site,
                camera);
    }

    /** Returns the serving students of a site; omits cameras served by the base student. */
    public Map<String, String> serving(String site) {
        Map<String, String> students = new TreeMap<>();
        database.query(
                r -> students.put(r.getString(1), r.getString(2)),
                "SELECT camera, student FROM cameras WHERE site=? AND student<>''",
                site);
        return students;
    }

    /** Returns a camera's students, newest first. */
    public List<Student> of(String site, String camera) {
        return database.query(
                r ->
                        new Student(
                                r.getString("sha256"),
                                r.getString("site"),
                                r.getString("camera"),
                                r.getLong("window"),
                                r.getString("configuration"),
                                r.getString("parent"),
                                r.getDouble("accuracy"),
                                r.getInt("held_out"),
                                r.getLong("created")),
                "SELECT * FROM students WHERE site=? AND camera=? ORDER BY created DESC, rowid DESC",
                site,
                camera);
    }
}
