/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.server.store.RefusedException.Rule;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The journal of each site: events numbered from 0 without gaps, readable from any retained number.
 */
public final class Journal {
    /** Old events are removed in batches of at least this size. */
    private static final int TRIM_EVERY = 256;

    /** Events retained even if space is short. */
    private static final int NEWEST = 1_000;

    private static final Duration REGISTRATION_EXPIRY = Duration.ofDays(7);

    /** The registry's value for an absent window. */
    private static final long NO_WINDOW = -1;

    private final Database database;
    private final Clock clock;
    private final long keep;

    Journal(Database database, Clock clock, long keep) {
        this.database = database;
        this.clock = clock;
        this.keep = keep;
    }

    /**
     * Extent of a site's journal.
     *
     * @param id of the journal
     * @param oldest number of the oldest retained event
     * @param next number of the next event
     */
    public record Extent(String id, long oldest, long next) {}

    /**
     * Appends an event; call it within the transaction of the change that it reports.
     *
     * @param camera null for an event of the whole site
     * @param window null if the event concerns none
     */
    public SidecarEvent append(
            String site,
            EventKind kind,
            @Nullable String camera,
            @Nullable Long window,
            Object payload) {
        return database.transaction(
                () -> {
                    Extent extent = open(site);
                    SidecarEvent event =
                            new SidecarEvent(
                                    site,
                                    extent.id(),
                                    extent.next(),
                                    clock.millis(),
                                    kind,
                                    camera,
                                    window,
                                    Json.write(payload));
                    insert(event);
                    trim(site, extent);
                    return event;
                });
    }

    private void insert(SidecarEvent e) {
        database.update(
                "INSERT INTO events VALUES(?,?,?,?,?,?,?)",
                e.site(),
                e.n(),
                e.timeMillis(),
                e.kind().name(),
                e.camera() == null ? "" : e.camera(),
                e.window() == null ? NO_WINDOW : e.window(),
                e.payload());
        database.update("UPDATE sites SET next_event=? WHERE site=?", e.n() + 1, e.site());
    }

    private void trim(String site, Extent extent) {
        long oldest = Math.min(extent.next() + 1 - keep, needed(site));
        if (oldest - extent.oldest() >= TRIM_EVERY) {
            forget(site, oldest);
        }
    }

    private void forget(String site, long oldest) {
        database.update("DELETE FROM events WHERE site=? AND n<?", site, oldest);
        database.update(
                "UPDATE sites SET oldest_event=max(oldest_event, ?) WHERE site=?", oldest, site);
    }

    /** Number of the oldest event that a registered client still needs. */
    private long needed(String site) {
        return database.first(
                        r -> r.getLong(1),
                        "SELECT needed FROM clients WHERE site=? AND seen>=? ORDER BY needed LIMIT 1",
                        site,
                        clock.millis() - REGISTRATION_EXPIRY.toMillis())
                .orElse(Long.MAX_VALUE);
    }

    /**
     * Registers a client, for which events from a number on are retained. The registration expires
     * after a week without another one.
     *
     * @throws RefusedException OUT_OF_RANGE if the number is no longer retained or in the future
     */
    public void register(String site, String client, long needed) {
        database.transaction(
                () -> {
                    Extent e = open(site);
                    if (needed < e.oldest() || needed > e.next()) {
                        throw new RefusedException(
                                Rule.OUT_OF_RANGE,
                                "site %s has events %d to %d, not from %d"
                                        .formatted(site, e.oldest(), e.next(), needed));
                    }
                    return database.update(
                            "INSERT OR REPLACE INTO clients VALUES(?,?,?,?)",
                            site,
                            client,
                            needed,
                            clock.millis());
                });
    }

    /** Removes events before a time, except those that a client needs. */
    void forgetBefore(String site, long millis) {
        database.transaction(
                () -> {
                    long oldest =
                            database.first(
                                            r -> r.getLong(1),
                                            "SELECT n FROM events WHERE site=? AND time>=?"
                                                    + " ORDER BY n LIMIT 1",
                                            site,
                                            millis)
                                    .orElse(extent(site).map(Extent::next).orElse(0L));
                    forget(site, Math.min(oldest, needed(site)));
                    return oldest;
                });
    }

    /** Removes all but the newest events and those that a client needs. */
    void forgetAllButNewest(String site) {
        database.transaction(
                () -> {
                    long newest = extent(site).map(Extent::next).orElse(0L) - NEWEST;
                    forget(site, Math.min(newest, needed(site)));
                    return newest;
                });
    }

    /** Returns the extent of the site's journal; creates the journal if necessary. */
    public Extent open(String site) {
        return database.transaction(
                () -> {
                    database.update(
                            "INSERT OR IGNORE INTO sites VALUES(?,0,?,0,0)",
                            site,
                            UUID.randomUUID().toString());
                    return extent(site).orElseThrow();
                });
    }

    /** Returns the extent of the site's journal, if it exists. */
    public Optional<Extent> extent(String site) {
        return database.first(
                r -> new Extent(r.getString(1), r.getLong(2), r.getLong(3)),
                "SELECT journal, oldest_event, next_event FROM sites WHERE site=?",
                site);
    }

    /**
     * Returns events from a number on.
     *
     * @throws RefusedException OUT_OF_RANGE if the journal was replaced, or the number is no longer
     *     retained or in the future
     */
    public List<SidecarEvent> read(String site, String journal, long from, int limit) {
        return database.consistently(
                () -> {
                    Extent e = extent(site).orElse(new Extent("none", 0, 0));
                    if (!e.id().equals(journal) || from < e.oldest() || from > e.next()) {
                        throw new RefusedException(
                                Rule.OUT_OF_RANGE,
                                "site %s has journal %s with events %d to %d, not %s from %d"
                                        .formatted(
                                                site, e.id(), e.oldest(), e.next(), journal, from));
                    }
                    return query(site, e.id(), "n>=? ORDER BY n LIMIT ?", List.of(from, limit));
                });
    }

    /** Returns the newest retained event of a kind for a camera. */
    public Optional<SidecarEvent> newest(String site, String camera, EventKind kind) {
        return extent(site).stream()
                .flatMap(
                        e ->
                                query(
                                        site,
                                        e.id(),
                                        "camera=? AND kind=? ORDER BY n DESC LIMIT 1",
                                        List.of(camera, kind.name()))
                                        .stream())
                .findFirst();
    }

    private List<SidecarEvent> query(
            String site, String journal, String condition, List<Object> arguments) {
        Object[] all = new Object[arguments.size() + 1];
        all[0] = site;
        System.arraycopy(arguments.toArray(), 0, all, 1, arguments.size());
        return database.query(
                r ->
                        new SidecarEvent(
                                site,
                                journal,
                                r.getLong("n"),
                                r.getLong("time"),
                                EventKind.of(r.getString("kind")),
                                Database.emptyToNull(r.getString("camera")),
                                window(r),
                                r.getString("payload")),
                "SELECT * FROM events WHERE site=? AND " + condition,
                all);
    }

    private static @Nullable Long window(ResultSet row) throws SQLException {
        long window = row.getLong("window");
        return window == NO_WINDOW ? null : Long.valueOf(window);
    }

    /** Returns the number of changes, for {@link #awaitChange}. */
    public long changes() {
        return database.commits();
    }

    /** Waits until there are more changes than those seen, or until the timeout. */
    public void awaitChange(long seen, long millis) throws InterruptedException {
        database.awaitCommit(seen, millis);
    }

    /** Wakes threads that wait for a change. */
    public void wake() {
        database.wake();
    }
}
