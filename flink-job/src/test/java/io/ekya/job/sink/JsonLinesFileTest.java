/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesFileTest {
    private final Path file;

    JsonLinesFileTest(@TempDir Path folder) {
        this.file = folder.resolve("run").resolve("lines.jsonl");
    }

    /** A record with a key. */
    record Keyed(String id, int value) {}

    private JsonLinesFile<Keyed> open() throws IOException {
        return new JsonLinesFile<>(file, Keyed.class, Keyed::id);
    }

    private static void write(JsonLinesFile<Keyed> lines, Keyed value) throws IOException {
        if (lines.isNew(value)) {
            lines.append(value);
        }
    }

    @Test
    void writesEachKeyOnceAcrossRestarts() throws IOException {
        try (JsonLinesFile<Keyed> first = open()) {
            write(first, new Keyed("a", 1));
            write(first, new Keyed("b", 2));
        }
        try (JsonLinesFile<Keyed> second = open()) {
            write(second, new Keyed("b", 3));
            write(second, new Keyed("c", 4));
            write(second, new Keyed("c", 5));
        }

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "{\"id\":\"a\",\"value\":1}",
                        "{\"id\":\"b\",\"value\":2}",
                        "{\"id\":\"c\",\"value\":4}");
    }

    @Test
    void rewritesALineTruncatedByACrash() throws IOException {
        try (JsonLinesFile<Keyed> first = open()) {
            write(first, new Keyed("a", 1));
        }
        Files.writeString(file, Files.readString(file) + "{\"id\":\"b\",\"val");
        try (JsonLinesFile<Keyed> second = open()) {
            write(second, new Keyed("b", 2));
        }

        assertThat(Files.readAllLines(file))
                .containsExactly("{\"id\":\"a\",\"value\":1}", "{\"id\":\"b\",\"value\":2}");
    }

    @Test
    void rejectsAFileWithOtherContent() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "unrelated notes\n");

        assertThatThrownBy(this::open)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("contains a line that cannot be read");
        assertThat(Files.readString(file)).isEqualTo("unrelated notes\n");
    }
}
