package io.ekya.sidecar.server.store;

import java.time.Clock;
import java.util.List;

/** The registry of jobs: what was asked for and what became of it. */
public final class JobRegistry {
    private final Database database;
    private final Clock clock;

    JobRegistry(Database database, Clock clock) {
        this.database = database;
        this.clock = clock;
    }

    /** What a job does. */
    public enum Kind {
        PROFILE,
        RETRAIN
    }

    /** How far a job is. */
    public enum State {
        REQUESTED,
        RUNNING,
        DONE,
        FAILED,
        CANCELLED
    }

    /** A job that has not ended; the request is JSON. */
    public record Pending(
            long id, Kind kind, String site, String camera, long window, String request) {}

    /** Notes a job; answers its number. */
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

    /** Notes that a job has begun. */
    public void begin(long id) {
        database.update("UPDATE jobs SET state=? WHERE id=?", State.RUNNING.name(), id);
    }

    /** Removes jobs that ended before a time. */
    void forgetBefore(long millis) {
        database.update("DELETE FROM jobs WHERE ended>0 AND ended<?", millis);
    }

    /** Notes how a job ended. */
    public void end(long id, State state, String reason) {
        database.update(
                "UPDATE jobs SET state=?, reason=?, ended=? WHERE id=?",
                state.name(),
                reason,
                clock.millis(),
                id);
    }

    /** Jobs that have not ended, in the order in which they were asked for. */
    public List<Pending> pending() {
        return database.query(
                r ->
                        new Pending(
                                r.getLong("id"),
                                Kind.valueOf(r.getString("kind")),
                                r.getString("site"),
                                r.getString("camera"),
                                r.getLong("window"),
                                r.getString("request")),
                "SELECT * FROM jobs WHERE state IN (?,?) ORDER BY id",
                State.REQUESTED.name(),
                State.RUNNING.name());
    }

    /** True where exactly this was asked for and has not failed. */
    public boolean known(Kind kind, String site, String camera, long window, String request) {
        return database.first(
                        r -> r.getLong(1),
                        "SELECT id FROM jobs WHERE kind=? AND site=? AND camera=? AND window=?"
                                + " AND request=? AND state<>?",
                        kind.name(),
                        site,
                        camera,
                        window,
                        request,
                        State.FAILED.name())
                .isPresent();
    }
}
