package io.ekya.sidecar.server.store;

import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.server.store.RefusedException.Rule;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Sites and their cameras: epochs, and which cameras have ended. */
public final class SiteRegistry {
    private static final long MOST_CAMERAS = 10_000;

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
     * Begins a new epoch and journals it. The cameras named are the site's from now on; those that
     * had ended stay so until they show life, unless all had: then it is a new run.
     */
    public HelloReply hello(String site, List<String> cameras) {
        return database.transaction(
                () -> {
                    Journal.Extent extent = journal.open(site);
                    boolean over = !cameras(site).isEmpty() && allClosed(site);
                    database.update("UPDATE sites SET epoch=epoch+1 WHERE site=?", site);
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
                    if (over) {
                        database.update("UPDATE cameras SET closed=0 WHERE site=?", site);
                    }
                    HelloReply reply =
                            new HelloReply(
                                    epoch(site),
                                    extent.id(),
                                    extent.oldest(),
                                    extent.next() + 1,
                                    students.serving(site));
                    journal.append(site, EventKind.HELLO, null, null, reply);
                    return reply;
                });
    }

    static void remember(Database database, String site, String camera) {
        database.update(
                "INSERT OR IGNORE INTO cameras(site, camera, closed, named, student, sequence)"
                        + " VALUES(?,?,0,1,'',0)",
                site,
                camera);
    }

    /**
     * The site's epoch.
     *
     * @throws RefusedException NOT_FOUND where nobody has greeted for it
     */
    public long epoch(String site) {
        long epoch = epochOrZero(site);
        if (epoch == 0) {
            throw new RefusedException(
                    Rule.NOT_FOUND, "site " + site + " is unknown: say hello first");
        }
        return epoch;
    }

    /** The site's epoch, 0 where nobody has greeted for it. */
    public long epochOrZero(String site) {
        return database.first(r -> r.getLong(1), "SELECT epoch FROM sites WHERE site=?", site)
                .orElse(0L);
    }

    /**
     * Says that a camera is there: it has put samples or asked for something. That may come before
     * the site's first greeting.
     */
    public void alive(String site, String camera) {
        database.transaction(
                () -> {
                    if (students.serving(site, camera).isEmpty()) {
                        checkRoom();
                    }
                    journal.open(site);
                    remember(database, site, camera);
                    return database.update(
                            "UPDATE cameras SET closed=0 WHERE site=? AND camera=? AND closed=1",
                            site,
                            camera);
                });
    }

    private void checkRoom() {
        long known = database.first(r -> r.getLong(1), "SELECT count(*) FROM cameras").orElse(0L);
        if (known >= MOST_CAMERAS) {
            throw new RefusedException(
                    Rule.FULL, "%d cameras are known; no more are taken".formatted(known));
        }
    }

    /** Says that a camera has ended; when the last one has, the site is closed and journaled. */
    public void close(String site, String camera) {
        database.transaction(
                () -> {
                    epoch(site);
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

    /** All sites that were ever named. */
    public List<String> all() {
        return database.query(r -> r.getString(1), "SELECT site FROM sites ORDER BY site");
    }

    /** The site's cameras, by name. */
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
