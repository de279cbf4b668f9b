/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import io.ekya.sidecar.api.CloseRequest;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.MalformedException;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.server.store.RefusedException.Rule;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The registry of sites: epochs, cameras, and which of them have ended. */
public final class SiteRegistry {
    private static final long MAX_CAMERAS = 10_000;

    private final Database database;
    private final Journal journal;
    private final StudentCatalog students;

    SiteRegistry(Database database, Journal journal, StudentCatalog students) {
        this.database = database;
        this.journal = journal;
        this.students = students;
    }

    /** A camera as the registry knows it; the student is null if the base student serves. */
    public record CameraState(
            String camera, boolean closed, @Nullable String student, long sequence) {}

    /**
     * Starts a new epoch and journals it. The named cameras become those of the site. Ended cameras
     * stay ended until they are active again, unless all had ended, which starts a new run.
     *
     * @param retrainings the running retrainings of the site
     */
    public HelloReply hello(HelloRequest request, List<HelloReply.Running> retrainings) {
        String site = request.site();
        List<String> cameras = request.cameras();
        long last = request.lastEpoch() == null ? 0 : request.lastEpoch();
        return database.transaction(
                () -> {
                    Journal.Extent extent = journal.open(site);
                    Optional<HelloReply> repeated = answered(request);
                    if (repeated.isPresent()) {
                        return repeated.get();
                    }
                    boolean ended = !cameras(site).isEmpty() && allClosed(site);
                    database.update(
                            "UPDATE sites SET epoch=max(epoch, ?)+1 WHERE site=?", last, site);
                    database.update(
                            "DELETE FROM commands WHERE site=? AND epoch<?", site, epoch(site));
                    database.update("UPDATE cameras SET named=0 WHERE site=?", site);
                    for (String camera : cameras) {
                        remember(database, site, camera);
                        database.update(
                                "UPDATE cameras SET named=1 WHERE site=? AND camera=?",
                                site,
                                camera);
                    }
                    checkLimit(MAX_CAMERAS);
                    if (ended) {
                        database.update("UPDATE cameras SET closed=0 WHERE site=?", site);
                    }
                    HelloReply reply =
                            new HelloReply(
                                    epoch(site),
                                    request.client(),
                                    extent.id(),
                                    extent.oldest(),
                                    extent.next() + 1,
                                    serving(site),
                                    retrainings);
                    journal.append(site, EventKind.HELLO, null, null, reply);
                    return reply;
                });
    }

    /** The reply that a client did not receive, if it repeats its request for an epoch. */
    private Optional<HelloReply> answered(HelloRequest request) {
        String client = request.client();
        if (client == null) {
            return Optional.empty();
        }
        long known = request.lastEpoch() == null ? 0 : request.lastEpoch();
        return journal.newest(request.site(), "", EventKind.HELLO)
                .flatMap(SiteRegistry::reply)
                .filter(reply -> client.equals(reply.client()))
                .filter(reply -> reply.epoch() == epoch(request.site()))
                .filter(reply -> reply.epoch() > known);
    }

    private static Optional<HelloReply> reply(SidecarEvent hello) {
        try {
            return Optional.of(Json.read(hello.payload(), HelloReply.class));
        } catch (MalformedException e) {
            return Optional.empty(); // of another version
        }
    }

    private Map<String, HelloReply.Serving> serving(String site) {
        return cameras(site).stream()
                .filter(c -> c.student() != null)
                .collect(
                        Collectors.toMap(
                                CameraState::camera,
                                c ->
                                        new HelloReply.Serving(
                                                String.valueOf(c.student()), c.sequence())));
    }

    /**
     * Checks that a caller has not been replaced by another one.
     *
     * @param epoch of the caller; null if it is not fenced
     * @throws RefusedException STALE_EPOCH for an older epoch than the site's, NOT_FOUND if the
     *     site is unknown
     */
    public void checkEpoch(String site, @Nullable Long epoch) {
        if (epoch != null && epoch < epoch(site)) {
            throw new RefusedException(
                    Rule.STALE_EPOCH,
                    "epoch %d of site %s is stale, the current one is %d"
                            .formatted(epoch, site, epoch(site)));
        }
    }

    static void remember(Database database, String site, String camera) {
        database.update(
                "INSERT OR IGNORE INTO cameras(site, camera, closed, named, student, sequence)"
                        + " VALUES(?,?,0,1,'',0)",
                site,
                camera);
    }

    /**
     * Returns the site's epoch.
     *
     * @throws RefusedException NOT_FOUND before its first hello
     */
    public long epoch(String site) {
        long epoch = epochOrZero(site);
        if (epoch == 0) {
            throw new RefusedException(
                    Rule.NOT_FOUND, "site " + site + " is unknown: send hello first");
        }
        return epoch;
    }

    /** Returns the site's epoch, 0 before its first hello. */
    public long epochOrZero(String site) {
        return database.first(r -> r.getLong(1), "SELECT epoch FROM sites WHERE site=?", site)
                .orElse(0L);
    }

    /** Records that a camera is active; that can happen before the first hello of the site. */
    public void activate(String site, String camera) {
        database.transaction(
                () -> {
                    if (students.serving(site, camera).isEmpty()) {
                        checkLimit(MAX_CAMERAS - 1);
                    }
                    journal.open(site);
                    remember(database, site, camera);
                    return database.update(
                            "UPDATE cameras SET closed=0 WHERE site=? AND camera=? AND closed=1",
                            site,
                            camera);
                });
    }

    private void checkLimit(long most) {
        long known = database.first(r -> r.getLong(1), "SELECT count(*) FROM cameras").orElse(0L);
        if (known > most) {
            throw new RefusedException(
                    Rule.FULL, "the maximum of %d cameras is reached".formatted(MAX_CAMERAS));
        }
    }

    /** Records that a camera has ended; closes the site after the last one. */
    public void close(CloseRequest request) {
        String site = request.site();
        String camera = request.camera();
        database.transaction(
                () -> {
                    epoch(site);
                    checkEpoch(site, request.epoch());
                    remember(database, site, camera);
                    int changed =
                            database.update(
                                    "UPDATE cameras SET closed=1"
                                            + " WHERE site=? AND camera=? AND closed=0",
                                    site,
                                    camera);
                    if (changed > 0 && allClosed(site)) {
                        journal.append(site, EventKind.SITE_CLOSED, null, null, Map.of());
                    }
                    return changed;
                });
    }

    private boolean allClosed(String site) {
        return database.query(
                        r -> r.getLong(1),
                        "SELECT 1 FROM cameras WHERE site=? AND named=1 AND closed=0",
                        site)
                .isEmpty();
    }

    /** Returns all known sites. */
    public List<String> all() {
        return database.query(r -> r.getString(1), "SELECT site FROM sites ORDER BY site");
    }

    /** Returns the site's cameras, by name. */
    public List<CameraState> cameras(String site) {
        return database.query(
                r ->
                        new CameraState(
                                r.getString(1),
                                r.getLong(2) != 0,
                                Database.emptyToNull(r.getString(3)),
                                r.getLong(4)),
                "SELECT camera, closed, student, sequence FROM cameras"
                        + " WHERE site=? AND named=1 ORDER BY camera",
                site);
    }
}
