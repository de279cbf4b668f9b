/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.flink.runtime.checkpoint.OperatorSubtaskState;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.runtime.operators.sink.SinkWriterOperatorFactory;
import org.apache.flink.streaming.util.OneInputStreamOperatorTestHarness;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sink in Flink's test harness. */
class JsonLinesSinkTest {
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();
    private static final FileLimits LARGE = new FileLimits(1 << 26, 1 << 20, HOUR_MILLIS);

    /** A file holds about ten lines. */
    private static final FileLimits SMALL = new FileLimits(1 << 20, 400, HOUR_MILLIS);

    private final Path folder;
    private final Path file;
    private @Nullable OneInputStreamOperatorTestHarness<Keyed, CommittableMessage<Keyed>> sink;

    JsonLinesSinkTest(@TempDir Path temporary) {
        this.folder = temporary.resolve("run");
        this.file = folder.resolve("windows.jsonl");
    }

    /** A record with a key. */
    public record Keyed(String series, int number, String text) {
        static Keyed of(int number) {
            return new Keyed("north", number, "a text of some bytes");
        }
    }

    private void open(Path current, FileLimits limits, @Nullable OperatorSubtaskState state)
            throws Exception {
        close();
        JsonLinesSink<Keyed> writing =
                JsonLinesSink.once(
                        current, Keyed.class, k -> new LineKey(k.series(), k.number()), limits);
        sink = new OneInputStreamOperatorTestHarness<>(new SinkWriterOperatorFactory<>(writing));
        if (state != null) {
            sink.initializeState(state);
        }
        sink.open();
    }

    @AfterEach
    void close() throws Exception {
        if (sink != null) {
            sink.close();
            sink = null;
        }
    }

    private OneInputStreamOperatorTestHarness<Keyed, CommittableMessage<Keyed>> sink() {
        if (sink == null) {
            throw new IllegalStateException("not open");
        }
        return sink;
    }

    private void write(int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            sink().processElement(Keyed.of(i), i);
        }
    }

    private OperatorSubtaskState checkpoint() throws Exception {
        sink().prepareSnapshotPreBarrier(1);
        return sink().snapshot(1, 1);
    }

    private static List<Path> files(Path current) throws IOException {
        List<Path> all = new ArrayList<>(RolledFiles.list(current).values());
        all.add(current);
        return all;
    }

    private static List<Integer> numbers(List<Path> files) {
        return files.stream()
                .flatMap(JsonLinesSinkTest::lines)
                .map(line -> Integer.parseInt(line.replaceAll(".*\"number\":(\\d+).*", "$1")))
                .toList();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }

    @Test
    void writesEachKeyOnceOverRolledFilesAndARestore() throws Exception {
        open(file, SMALL, null);
        write(0, 25);
        checkpoint();
        write(25, 40);
        OperatorSubtaskState state = checkpoint();
        write(40, 60);
        checkpoint();
        write(60, 63); // written when the sink is closed

        open(file, SMALL, state);
        write(40, 80);
        checkpoint();

        assertThat(files(file)).hasSizeGreaterThan(4);
        assertThat(numbers(files(file))).isEqualTo(range(0, 80));
        assertThat(files(file))
                .allSatisfy(f -> assertThat(Files.size(f)).isLessThan(2 * SMALL.rollBytes()));
    }

    @Test
    void aNewSubmissionKnowsTheKeysOfAllFiles() throws Exception {
        open(file, SMALL, null);
        write(0, 25);
        checkpoint();

        open(file, SMALL, null);
        write(0, 30);
        checkpoint();

        assertThat(RolledFiles.list(file)).isNotEmpty();
        assertThat(numbers(files(file))).isEqualTo(range(0, 30));
    }

    @Test
    void goesOnWithTheNextNumberOnAMachineWithoutTheOldFiles(@TempDir Path other) throws Exception {
        open(file, SMALL, null);
        for (int i = 0; i < 30; i += 10) {
            write(i, i + 10);
            checkpoint();
        }
        write(30, 33);
        OperatorSubtaskState state = checkpoint();
        long stayed = RolledFiles.newest(RolledFiles.list(file)) + 1; // number of windows.jsonl

        Path moved = other.resolve("absent").resolve("windows.jsonl");
        open(moved, SMALL, state);
        write(30, 50);
        checkpoint();

        assertThat(numbers(files(moved))).isEqualTo(range(33, 50));
        assertThat(RolledFiles.list(moved).firstKey()).isEqualTo(stayed + 1);
    }

    @Test
    void removesALineThatACrashLeftIncomplete() throws Exception {
        open(file, LARGE, null);
        write(0, 3);
        OperatorSubtaskState state = checkpoint();
        close();
        Files.writeString(file, "{\"series\":\"north\",\"num", StandardOpenOption.APPEND);

        open(file, LARGE, state);
        write(3, 5);
        checkpoint();

        assertThat(numbers(List.of(file))).isEqualTo(range(0, 5));
    }

    @Test
    void replacesAFileThatHoldsNoCompleteLine() throws Exception {
        Files.createDirectories(folder);
        Files.write(file, new byte[100_000]); // as some file systems leave it after a power loss

        open(file, LARGE, null);
        write(0, 2);
        checkpoint();

        assertThat(numbers(List.of(file))).isEqualTo(range(0, 2));
    }

    @Test
    void appendsAfterLinesThatCannotBeRead() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(file, "damaged\n");

        open(file, LARGE, null);
        write(0, 1);
        checkpoint();

        assertThat(lines(file)).hasSize(2).first().isEqualTo("damaged");
    }

    @Test
    void rollsByAge() throws Exception {
        open(file, LARGE, null);
        write(0, 2);
        checkpoint();
        assertThat(RolledFiles.list(file)).isEmpty();

        sink().setProcessingTime(HOUR_MILLIS);
        assertThat(numbers(List.of(RolledFiles.numbered(file, 1)))).isEqualTo(range(0, 2));

        sink().setProcessingTime(3 * HOUR_MILLIS); // an empty file is not rolled
        write(2, 3);
        checkpoint();
        assertThat(files(file)).hasSize(2);
        assertThat(numbers(files(file))).isEqualTo(range(0, 3));
    }

    @Test
    void writesWithinASecondWithoutACheckpoint() throws Exception {
        open(file, LARGE, null);
        write(0, 1);
        sink().setProcessingTime(1_000);

        assertThat(lines(file)).hasSize(1);
    }

    @Test
    void keepsTheBudgetAndTheNewestLines() throws Exception {
        FileLimits limits = new FileLimits(2_800, 400, HOUR_MILLIS);
        open(file, limits, null);
        for (int i = 0; i < 300; i += 5) {
            write(i, i + 5);
            checkpoint();
            long bytes = 0;
            for (Path f : files(file)) {
                bytes += Files.size(f);
            }
            assertThat(bytes).isLessThanOrEqualTo(limits.keepBytes());
        }

        List<Integer> kept = numbers(files(file));
        assertThat(kept).isEqualTo(range(kept.get(0), 300)).hasSizeBetween(20, 60);
    }

    @Test
    void goesOnWhenTheFolderIsDeleted() throws Exception {
        open(file, LARGE, null);
        write(0, 2);
        checkpoint();
        Files.delete(file);
        Files.delete(folder);
        write(2, 3);
        checkpoint();
        write(3, 4);
        checkpoint();

        assertThat(numbers(List.of(file))).isEqualTo(range(2, 4));
    }

    /** /dev/full behaves like a full disk: every write fails. */
    private void fillDisk() throws IOException {
        Files.createDirectories(folder);
        Files.createSymbolicLink(file, Path.of("/dev/full"));
    }

    @Test
    void keepsLinesWhileTheDiskIsFullAndWritesThemAtALaterCheckpoint() throws Exception {
        fillDisk();
        open(file, LARGE, null);
        write(0, 3);
        checkpoint();
        sink().setProcessingTime(5_000);
        write(3, 5);
        checkpoint();

        Files.delete(file);
        write(5, 6);
        checkpoint();

        assertThat(numbers(List.of(file))).isEqualTo(range(0, 6));
    }

    @Test
    void triesAgainWithoutCheckpoints() throws Exception {
        fillDisk();
        open(file, LARGE, null);
        write(0, 3);
        sink().setProcessingTime(1_000); // fails
        Files.delete(file);
        sink().setProcessingTime(5_000);
        assertThat(file).doesNotExist();

        sink().setProcessingTime(12_000);
        assertThat(numbers(List.of(file))).isEqualTo(range(0, 3));
    }

    @Test
    void restoresLinesThatCouldNotBeWritten() throws Exception {
        fillDisk();
        open(file, LARGE, null);
        write(0, 3);
        OperatorSubtaskState state = checkpoint();
        close(); // does not throw

        Files.delete(file);
        open(file, LARGE, state);
        assertThat(numbers(List.of(file))).isEqualTo(range(0, 3));

        open(file, LARGE, state); // the same checkpoint again, after its lines were written
        write(3, 4);
        checkpoint();
        assertThat(numbers(List.of(file))).isEqualTo(range(0, 4));
    }

    @Test
    void removesWhatAFailedWriteLeft() throws Exception {
        fillDisk();
        open(file, LARGE, null);
        write(0, 2);
        checkpoint();

        Files.delete(file);
        Files.writeString(file, "{\"series\":\"north\",\"number\":0}\n{\"ser");
        checkpoint();

        assertThat(numbers(List.of(file))).isEqualTo(range(0, 2));
    }

    @Test
    void aFolderThatCannotBeCreatedIsAnErrorAtTheStart() throws Exception {
        Files.writeString(folder, "not a folder", StandardCharsets.UTF_8);

        assertThatThrownBy(() -> open(file, LARGE, null))
                .hasStackTraceContaining("set output.folder to a writable folder");
    }
}
