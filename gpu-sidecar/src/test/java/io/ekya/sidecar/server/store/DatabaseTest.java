/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.ekya.sidecar.testing.SmallDisk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseTest {
    private static final String INSERT = "INSERT INTO clients VALUES('s',?,0,0)";

    private final Path folder;

    DatabaseTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private static Database open(Path folder) {
        return Database.open(folder.resolve("registry.db"), Disk.real());
    }

    private static long rows(Database database) {
        return database.first(r -> r.getLong(1), "SELECT count(*) FROM clients").orElseThrow();
    }

    /** Kinds of what work can throw. */
    private static void fail(String kind) {
        switch (kind) {
            case "memory" -> throw new OutOfMemoryError("none left");
            case "linkage" -> throw new NoClassDefFoundError("gone");
            default -> throw new IllegalStateException("refused");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory", "linkage", "exception"})
    void nothingRemainsOfATransactionThatThrows(String kind) {
        try (Database database = open(folder)) {
            assertThatThrownBy(
                            () ->
                                    database.transaction(
                                            () -> {
                                                database.update(INSERT, "half");
                                                fail(kind);
                                                return database.update(INSERT, "other half");
                                            }))
                    .hasMessageMatching("none left|gone|refused");
            assertThat(rows(database)).isZero();
            database.transaction(() -> database.update(INSERT, "next"));
            assertThat(rows(database)).isEqualTo(1);
        }
    }

    @Test
    void theFirstErrorIsReportedEvenIfThereIsNothingLeftToRollBack() {
        try (Database database = open(folder)) {
            assertThatThrownBy(
                            () ->
                                    database.transaction(
                                            () -> {
                                                database.update("ROLLBACK"); // as SQLite does
                                                throw new StoreException("SQLITE_FULL");
                                            }))
                    .isInstanceOfSatisfying(
                            StoreException.class, e -> assertThat(e.full()).isTrue());
            database.transaction(() -> database.update(INSERT, "next"));
            assertThat(rows(database)).isEqualTo(1);
        }
    }

    @Test
    void aFullDiskIsReportedAsSuchAndForgottenOnceThereIsSpace() throws IOException {
        try (SmallDisk disk = SmallDisk.at(folder, 1)) {
            Files.createDirectories(disk.folder());
            try (Database database = open(disk.folder())) {
                database.transaction(() -> database.update(INSERT, "before"));
                disk.fill();
                StoreException full =
                        catchThrowableOfType(
                                StoreException.class,
                                () ->
                                        database.transaction(
                                                () -> {
                                                    int rows = 0;
                                                    for (int i = 0; i < 1_000; i++) {
                                                        rows += database.update(INSERT, "x" + i);
                                                    }
                                                    return rows;
                                                }));
                assertThat(full.full()).as("%s", full).isTrue();
                assertThat(rows(database)).isEqualTo(1);
                disk.free();
                database.transaction(() -> database.update(INSERT, "after"));
                assertThat(rows(database)).isEqualTo(2);
            }
        }
    }
}
