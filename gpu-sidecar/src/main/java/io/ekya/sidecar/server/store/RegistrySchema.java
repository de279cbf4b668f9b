/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import java.util.List;

/** The registry's tables. */
final class RegistrySchema {
    static final List<String> ALL =
            List.of(
                    """
                    CREATE TABLE IF NOT EXISTS sites(
                      site TEXT PRIMARY KEY, epoch INTEGER NOT NULL, journal TEXT NOT NULL,
                      oldest_event INTEGER NOT NULL, next_event INTEGER NOT NULL)""",
                    """
                    CREATE TABLE IF NOT EXISTS cameras(
                      site TEXT NOT NULL, camera TEXT NOT NULL, closed INTEGER NOT NULL,
                      named INTEGER NOT NULL, student TEXT NOT NULL, sequence INTEGER NOT NULL,
                      PRIMARY KEY(site, camera))""",
                    """
                    CREATE TABLE IF NOT EXISTS commands(
                      site TEXT NOT NULL, epoch INTEGER NOT NULL, revision INTEGER NOT NULL,
                      camera TEXT NOT NULL, kind TEXT NOT NULL, content TEXT NOT NULL,
                      PRIMARY KEY(site, epoch, revision, camera, kind))""",
                    """
                    CREATE TABLE IF NOT EXISTS students(
                      sha256 TEXT PRIMARY KEY, site TEXT NOT NULL, camera TEXT NOT NULL,
                      window INTEGER NOT NULL, configuration TEXT NOT NULL, parent TEXT NOT NULL,
                      accuracy REAL NOT NULL, held_out INTEGER NOT NULL, created INTEGER NOT NULL)""",
                    """
                    CREATE TABLE IF NOT EXISTS jobs(
                      id INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL,
                      site TEXT NOT NULL, camera TEXT NOT NULL, window INTEGER NOT NULL,
                      state TEXT NOT NULL, request TEXT NOT NULL, reason TEXT NOT NULL,
                      created INTEGER NOT NULL, ended INTEGER NOT NULL)""",
                    "CREATE INDEX IF NOT EXISTS jobs_by_camera ON jobs(site, camera, window)",
                    """
                    CREATE TABLE IF NOT EXISTS events(
                      site TEXT NOT NULL, n INTEGER NOT NULL, time INTEGER NOT NULL,
                      kind TEXT NOT NULL, camera TEXT NOT NULL, window INTEGER NOT NULL,
                      payload TEXT NOT NULL, PRIMARY KEY(site, n))""",
                    "CREATE INDEX IF NOT EXISTS events_by_camera ON events(site, camera, kind, n)",
                    """
                    CREATE TABLE IF NOT EXISTS sample_sets(
                      site TEXT NOT NULL, camera TEXT NOT NULL, window INTEGER NOT NULL,
                      files INTEGER NOT NULL, side INTEGER NOT NULL, first_time INTEGER NOT NULL,
                      last_time INTEGER NOT NULL, PRIMARY KEY(site, camera, window))""",
                    """
                    CREATE TABLE IF NOT EXISTS clients(
                      site TEXT NOT NULL, client TEXT NOT NULL, needed INTEGER NOT NULL,
                      seen INTEGER NOT NULL, PRIMARY KEY(site, client))""",
                    """
                    CREATE TABLE IF NOT EXISTS clock(
                      id INTEGER PRIMARY KEY CHECK(id=0), seen INTEGER NOT NULL)""");

    /** Columns added after the first version. */
    record Column(String table, String name, String type) {}

    static final List<Column> ADDED =
            List.of(
                    new Column("cameras", "previous", "TEXT NOT NULL DEFAULT ''"),
                    new Column("cameras", "pinned", "INTEGER NOT NULL DEFAULT 0"),
                    new Column("jobs", "attempts", "INTEGER NOT NULL DEFAULT 0"));

    private RegistrySchema() {}
}
