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

    /** Something to write. */
    record Thing(String id, int value) {}

    private JsonLinesFile<Thing> once() throws IOException {
        return new JsonLinesFile<>(file, Thing.class, Thing::id);
    }

    private static void write(JsonLinesFile<Thing> into, Thing thing) throws IOException {
        if (into.isNew(thing)) {
            into.append(thing);
        }
    }

    @Test
    void aRestartDoublesNothingThatHasAKey() throws IOException {
        try (JsonLinesFile<Thing> first = once()) {
            write(first, new Thing("a", 1));
            write(first, new Thing("b", 2));
        }
        try (JsonLinesFile<Thing> second = once()) {
            write(second, new Thing("b", 3));
            write(second, new Thing("c", 4));
            write(second, new Thing("c", 5));
        }

        assertThat(Files.readAllLines(file))
                .containsExactly(
                        "{\"id\":\"a\",\"value\":1}",
                        "{\"id\":\"b\",\"value\":2}",
                        "{\"id\":\"c\",\"value\":4}");
    }

    @Test
    void aLineThatACrashLeftUnfinishedIsWrittenAgain() throws IOException {
        try (JsonLinesFile<Thing> first = once()) {
            write(first, new Thing("a", 1));
        }
        Files.writeString(file, Files.readString(file) + "{\"id\":\"b\",\"val");
        try (JsonLinesFile<Thing> second = once()) {
            write(second, new Thing("b", 2));
        }

        assertThat(Files.readAllLines(file))
                .containsExactly("{\"id\":\"a\",\"value\":1}", "{\"id\":\"b\",\"value\":2}");
    }

    @Test
    void aFileOfSomethingElseIsNotWrittenInto() throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "notes of mine\n");

        assertThatThrownBy(this::once)
                .isInstanceOf(IOException.class)
                .hasMessageContaining("contains a line that cannot be read");
        assertThat(Files.readString(file)).isEqualTo("notes of mine\n");
    }
}
