/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import java.time.Clock;
import java.util.List;

/** The registry of jobs: requests and outcomes. */
public final class JobRegistry {
    private final Database database;
    private final Clock clock;

    JobRegistry(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** Kind of a job. */
    public enum Kind {
        PROFILE,
        RETRAIN
    }

    /** State of a job. */
    public enum State {
        REQUESTED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    /**
     * A job that has not ended.
     *
     * @param request JSON
     * @param attempts how many processes have begun and not ended it
     */
    public record Pending(
            long id,
            Kind kind,
            String site,
            String camera,
            long window,
            String request,
            int attempts) {}

    /** Adds a job; returns its id. */
    public long add(Kind kind, String site, String camera, long window, String request) {
        return database.transaction(
                () -> {
                    database.update(
                            "INSERT INTO jobs(kind, site, camera, window, state, request, reason,"
                                    + " created, ended) VALUES(?,?,?,?,?,?,'',?,0)",
                            kind.name(),
                            site,
                            camera,
                            window,
                            State.REQUESTED.name(),
                            request,
                            clock.millis());
                    return database.first(r -> r.getLong(1), "SELECT last_insert_rowid()")
                            .orElseThrow();
                });
    }

    /** Records the start of a job, which counts as an attempt until it ends. */
    public void begin(long id) {
        database.update(
                "UPDATE jobs SET state=?, attempts=attempts+1 WHERE id=?",
                State.RUNNING.name(),
                id);
    }

    /** Records that a job was put off in order, which is no attempt. */
    public void putOff(long id) {
        database.update(
                "UPDATE jobs SET state=?, attempts=attempts-1 WHERE id=? AND state=?",
                State.REQUESTED.name(),
                id,
                State.RUNNING.name());
    }

    /** Removes jobs that ended before a time. */
    void forgetBefore(long millis) {
        database.update("DELETE FROM jobs WHERE ended>0 AND ended<?", millis);
    }

    /** Records the end of a job. */
    public void end(long id, State state, String reason) {
        database.update(
                "UPDATE jobs SET state=?, reason=?, ended=? WHERE id=?",
                state.name(),
                reason,
                clock.millis(),
                id);
    }

    /** Ends the jobs whose kind another version has added. */
    public void failUnknown() {
        database.update(
                "UPDATE jobs SET state=?, reason='of another version', ended=?"
                        + " WHERE state IN (?,?) AND kind NOT IN (?,?)",
                State.FAILED.name(),
                clock.millis(),
                State.REQUESTED.name(),
                State.RUNNING.name(),
                Kind.PROFILE.name(),
                Kind.RETRAIN.name());
    }

    /** Returns jobs that have not ended, in the order of their requests. */
    public List<Pending> pending() {
        return database.query(
                r ->
                        new Pending(
                                r.getLong("id"),
                                Kind.valueOf(r.getString("kind")),
                                r.getString("site"),
                                r.getString("camera"),
                                r.getLong("window"),
                                r.getString("request"),
                                r.getInt("attempts")),
                "SELECT * FROM jobs WHERE state IN (?,?) ORDER BY id",
                State.REQUESTED.name(),
                State.RUNNING.name());
    }

    /** Returns whether a job of this kind exists that has not failed. */
    public boolean known(Kind kind, String site, String camera, long window) {
        return database.first(
                        r -> r.getLong(1),
                        "SELECT id FROM jobs WHERE kind=? AND site=? AND camera=? AND window=?"
                                + " AND state<>?",
                        kind.name(),
                        site,
                        camera,
                        window,
                        State.FAILED.name())
                .isPresent();
    }
}
