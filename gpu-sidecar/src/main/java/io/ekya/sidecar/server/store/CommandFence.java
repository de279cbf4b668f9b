/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import io.ekya.sidecar.server.store.RefusedException.Rule;
import org.jspecify.annotations.Nullable;

/**
 * Fencing: commands of a site are ordered by (epoch, revision). A camera can get one command of
 * each kind per revision.
 */
public final class CommandFence {
    private final Database database;
    private final SiteRegistry sites;

    CommandFence(Database database, SiteRegistry sites) {
        this.database = database;
        this.sites = sites;
    }

    /**
     * A command and its position in the order.
     *
     * @param camera null for a command that concerns the whole site
     * @param kind such as {@code retrain}
     * @param content complete content, to distinguish a repetition from a contradiction
     */
    public record Command(
            String site,
            long epoch,
            long revision,
            @Nullable String camera,
            String kind,
            String content) {

        private String cameraColumn() {
            return camera == null ? "" : camera;
        }
    }

    /**
     * Records a command. Returns true if it has to be carried out, false for a repetition.
     *
     * @throws RefusedException STALE_EPOCH for an older epoch, INVALID for one in the future,
     *     SUPERSEDED if the camera has a later revision, or the same one with other content
     */
    public boolean admit(Command c) {
        return database.transaction(
                () -> {
                    checkEpoch(c);
                    var before =
                            database.first(
                                    r -> r.getString(1),
                                    "SELECT content FROM commands WHERE site=? AND epoch=?"
                                            + " AND revision=? AND camera=? AND kind=?",
                                    c.site(),
                                    c.epoch(),
                                    c.revision(),
                                    c.cameraColumn(),
                                    c.kind());
                    if (before.isPresent()) {
                        checkSame(c, before.get());
                        return false;
                    }
                    checkNewest(c);
                    database.update(
                            "INSERT INTO commands VALUES(?,?,?,?,?,?)",
                            c.site(),
                            c.epoch(),
                            c.revision(),
                            c.cameraColumn(),
                            c.kind(),
                            c.content());
                    return true;
                });
    }

    private void checkEpoch(Command c) {
        long epoch = sites.epoch(c.site());
        if (c.epoch() < epoch) {
            throw new RefusedException(
                    Rule.STALE_EPOCH,
                    "epoch %d of site %s is stale, the current one is %d"
                            .formatted(c.epoch(), c.site(), epoch));
        }
        if (c.epoch() > epoch) {
            throw new RefusedException(
                    Rule.INVALID,
                    "epoch %d of site %s is unknown, the current one is %d"
                            .formatted(c.epoch(), c.site(), epoch));
        }
    }

    private static void checkSame(Command c, String before) {
        if (!before.equals(c.content())) {
            throw new RefusedException(
                    Rule.SUPERSEDED,
                    "%s (%d, %d) of camera '%s' was received before with other content"
                            .formatted(c.kind(), c.epoch(), c.revision(), c.camera()));
        }
    }

    private void checkNewest(Command c) {
        long newest =
                database.first(
                                r -> r.getLong(1),
                                "SELECT coalesce(max(revision), -1) FROM commands"
                                        + " WHERE site=? AND epoch=? AND camera=?",
                                c.site(),
                                c.epoch(),
                                c.cameraColumn())
                        .orElse(-1L);
        if (newest > c.revision()) {
            throw new RefusedException(
                    Rule.SUPERSEDED,
                    "revision %d of camera '%s' is older than revision %d"
                            .formatted(c.revision(), c.camera(), newest));
        }
    }
}
