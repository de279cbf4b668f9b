/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.sink.RolledFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileTailTest {

    @Test
    void returnsEachLineOnceItIsComplete(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.jsonl");
        FileTail tail = new FileTail(file);
        assertThat(tail.next()).isEmpty();

        Files.writeString(file, "{\"n\":1}\n{\"n\":");
        assertThat(tail.next()).extracting(n -> n.get("n").asInt()).containsExactly(1);

        Files.writeString(file, "2}\nnot json\n{\"n\":3}\n", StandardOpenOption.APPEND);
        assertThat(tail.next()).extracting(n -> n.get("n").asInt()).containsExactly(2, 3);
        assertThat(tail.next()).isEmpty();
    }

    @Test
    void aReplacedFileIsReadFromTheStart(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("a.jsonl"), "{\"n\":1}\n{\"n\":2}\n");
        FileTail tail = new FileTail(file);
        tail.next();

        Files.writeString(file, "{\"n\":7}\n");

        assertThat(tail.next()).extracting(n -> n.get("n").asInt()).containsExactly(7);
    }

    @Test
    void followsAFileThatIsRolled(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.jsonl");
        FileTail tail = new FileTail(file);
        Files.writeString(file, "{\"n\":1}\n");
        assertThat(numbers(tail)).containsExactly(1);

        Files.writeString(file, "{\"n\":2}\n", StandardOpenOption.APPEND);
        RolledFiles.roll(file);
        Files.writeString(file, "{\"n\":3}\n");
        RolledFiles.roll(file);
        Files.writeString(file, "{\"n\":4}\n");
        assertThat(numbers(tail)).containsExactly(2, 3, 4);

        RolledFiles.roll(file);
        assertThat(numbers(tail)).isEmpty();
        Files.writeString(file, "{\"n\":5}\n");
        assertThat(numbers(tail)).containsExactly(5);
        assertThat(numbers(new FileTail(file))).containsExactly(1, 2, 3, 4, 5);
    }

    @Test
    void goesOnAfterFilesThatWereDeletedBeforeItReadThem(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.jsonl");
        FileTail tail = new FileTail(file);
        Files.writeString(file, "{\"n\":1}\n");
        tail.next();
        for (int n = 2; n <= 4; n++) {
            RolledFiles.roll(file);
            Files.writeString(file, "{\"n\":%d}\n".formatted(n));
        }
        Files.delete(folder.resolve("a.000001.jsonl"));

        assertThat(numbers(tail)).containsExactly(2, 3, 4);
    }

    private static List<Integer> numbers(FileTail tail) {
        return tail.next().stream().map(n -> n.get("n").asInt()).toList();
    }
}
