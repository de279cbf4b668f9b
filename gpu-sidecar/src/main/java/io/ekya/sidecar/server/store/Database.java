/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/**
 * The registry's SQLite file (WAL, synchronous=FULL): one connection behind one lock, helpers for
 * statements, and a count of commits that readers can wait for.
 */
final class Database implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    private final Path file;
    private final Connection connection;
    private final Disk disk;
    private int depth;
    private long commits;

    private Database(Path file, Connection connection, Disk disk) {
        this.file = file;
        this.disk = disk;
        this.connection = connection;
    }

    /** Maps a row. */
    interface Row<T> {
        T of(ResultSet row) throws SQLException;
    }

    static Database open(Path file, Disk disk) {
        try {
            Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
            try {
                return prepared(new Database(file, connection, disk));
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (SQLException e) {
            if (isDamage(e)) {
                throw new DamagedRegistryException(file, e);
            }
            throw new StoreException(
                    "registry %s cannot be opened: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static Database prepared(Database database) throws SQLException {
        try (Statement s = database.connection.createStatement()) {
            s.execute("PRAGMA journal_mode=WAL");
            s.execute("PRAGMA synchronous=FULL");
            s.execute("PRAGMA temp_store=MEMORY"); // /tmp may be full
        }
        database.check();
        database.createTables();
        return database;
    }

    private static boolean isDamage(SQLException e) {
        int code = e.getErrorCode() & 0xff; // extended codes hold the kind in their lowest byte
        return code == SQLiteErrorCode.SQLITE_CORRUPT.code
                || code == SQLiteErrorCode.SQLITE_NOTADB.code;
    }

    private void check() throws SQLException {
        try (Statement s = connection.createStatement();
                ResultSet result = s.executeQuery("PRAGMA quick_check(1)")) {
            String check = result.next() ? result.getString(1) : "no result";
            if (!check.equals("ok")) {
                throw new SQLException(check, "", SQLiteErrorCode.SQLITE_CORRUPT.code);
            }
        }
    }

    private void createTables() throws SQLException {
        try (Statement s = connection.createStatement()) {
            for (String table : RegistrySchema.ALL) {
                s.execute(table);
            }
            for (RegistrySchema.Column column : RegistrySchema.ADDED) {
                if (!hasColumn(s, column)) {
                    s.execute(
                            "ALTER TABLE %s ADD COLUMN %s %s"
                                    .formatted(column.table(), column.name(), column.type()));
                }
            }
        }
    }

    private static boolean hasColumn(Statement s, RegistrySchema.Column column)
            throws SQLException {
        try (ResultSet names =
                s.executeQuery(
                        "SELECT 1 FROM pragma_table_info('%s') WHERE name='%s'"
                                .formatted(column.table(), column.name()))) {
            return names.next();
        }
    }

    /** Maps the registry's value for an absent text to null. */
    static @Nullable String emptyToNull(String text) {
        return text.isEmpty() ? null : text;
    }

    /** Returns the bytes of the pages in use. */
    long bytes() {
        return first(
                        r -> (r.getLong(1) - r.getLong(2)) * r.getLong(3),
                        "SELECT * FROM pragma_page_count, pragma_freelist_count, pragma_page_size")
                .orElse(0L);
    }

    /**
     * Runs work in a transaction; a nested transaction joins the outer one. Whatever the work
     * throws, nothing of it remains, and what it threw is what the caller gets: a rollback that
     * fails as well, for example because SQLite has rolled back by itself, is only added to it.
     */
    synchronized <T> T transaction(Supplier<T> work) {
        if (depth > 0) {
            return work.get();
        }
        depth++;
        try {
            T result = committed(work);
            commits++;
            notifyAll();
            return result;
        } catch (SQLException e) {
            throw failed(e);
        } finally {
            depth--;
        }
    }

    private <T> T committed(Supplier<T> work) throws SQLException {
        connection.setAutoCommit(false);
        T result;
        try {
            result = work.get();
            connection.commit();
        } catch (Throwable first) {
            undo(first);
            throw first;
        }
        connection.setAutoCommit(true);
        disk.committed(file);
        return result;
    }

    private void undo(Throwable first) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            first.addSuppressed(e);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            first.addSuppressed(e);
        }
    }

    /** Runs several queries on a consistent state. */
    synchronized <T> T consistently(Supplier<T> reading) {
        return reading.get();
    }

    synchronized int update(String sql, Object... arguments) {
        try (PreparedStatement statement = prepare(sql, arguments)) {
            int rows = statement.executeUpdate();
            if (depth == 0) {
                disk.committed(file);
            }
            return rows;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    synchronized <T> List<T> query(Row<T> row, String sql, Object... arguments) {
        try (PreparedStatement statement = prepare(sql, arguments);
                ResultSet result = statement.executeQuery()) {
            List<T> rows = new ArrayList<>();
            while (result.next()) {
                rows.add(row.of(result));
            }
            return rows;
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    <T> Optional<T> first(Row<T> row, String sql, Object... arguments) {
        return query(row, sql, arguments).stream().findFirst();
    }

    private PreparedStatement prepare(String sql, Object... arguments) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < arguments.length; i++) {
            statement.setObject(i + 1, arguments[i]);
        }
        return statement;
    }

    /**
     * What was copied of a table.
     *
     * @param complete whether all of it could be read
     */
    record Copied(int rows, boolean complete) {}

    /** Copies the rows of another registry's table until one cannot be read. */
    Copied copyFrom(Path other, String table) {
        int rows = 0;
        try (Connection from = DriverManager.getConnection("jdbc:sqlite:" + other);
                Statement statement = from.createStatement();
                ResultSet result = statement.executeQuery("SELECT * FROM " + table)) {
            ResultSetMetaData columns = result.getMetaData();
            List<String> names = new ArrayList<>();
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i));
            }
            String insert =
                    "INSERT OR IGNORE INTO %s(%s) VALUES(%s)"
                            .formatted(
                                    table,
                                    String.join(",", names),
                                    String.join(",", Collections.nCopies(names.size(), "?")));
            while (result.next()) {
                Object[] values = new Object[names.size()];
                for (int i = 0; i < values.length; i++) {
                    values[i] = result.getObject(i + 1);
                }
                rows += update(insert, values);
            }
            return new Copied(rows, true);
        } catch (SQLException e) {
            LOG.warn("Only {} rows of {} in {} can be read: {}", rows, table, other, e.toString());
            return new Copied(rows, false);
        }
    }

    /** Returns the number of committed transactions. */
    synchronized long commits() {
        return commits;
    }

    /** Waits until there are more commits than those seen, or until the timeout. */
    synchronized void awaitCommit(long seen, long millis) throws InterruptedException {
        long end = System.nanoTime() + millis * 1_000_000;
        for (long left = millis; commits <= seen && left > 0; ) {
            wait(left);
            left = (end - System.nanoTime()) / 1_000_000;
        }
    }

    /** Wakes threads that wait for a commit. */
    synchronized void wake() {
        commits++;
        notifyAll();
    }

    private StoreException failed(SQLException e) {
        return new StoreException("registry %s: %s".formatted(file, e.getMessage()), e);
    }

    @Override
    public synchronized void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failed(e);
        }
    }
}
