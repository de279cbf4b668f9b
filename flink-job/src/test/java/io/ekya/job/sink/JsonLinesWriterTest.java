/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.streaming.runtime.tasks.TestProcessingTimeService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonLinesWriterTest {
    private static final FileLimits LIMITS = new FileLimits(1 << 30, 1 << 30, 1 << 30);
    private static final String KIBIBYTE = "x".repeat(1_000);
    private static final SinkWriter.Context CONTEXT =
            new SinkWriter.Context() {
                @Override
                public long currentWatermark() {
                    return Long.MIN_VALUE;
                }

                @Override
                public @Nullable Long timestamp() {
                    return null;
                }
            };

    private final Path file;
    private final SinkMetrics metrics;
    private final JsonLinesWriter<Object> writer;

    JsonLinesWriterTest(@TempDir Path folder) {
        file = folder.resolve("predictions.jsonl");
        metrics = new SinkMetrics(new UnregisteredMetricsGroup(), "predictions", LIMITS);
        writer = writer(file, new TestProcessingTimeService());
    }

    private JsonLinesWriter<Object> writer(Path to, ProcessingTimeService time) {
        return new JsonLinesWriter<>(
                new JsonLinesWriter.Stream<>("predictions", null, o -> o, LIMITS),
                new LinesFile(to),
                new JsonLinesState(1, List.of(), List.of()),
                time,
                metrics);
    }

    @Test
    void countsTheLinesThatDoNotFitWhileTheDiskIsFull() throws IOException {
        Files.createSymbolicLink(file, Path.of("/dev/full"));
        for (int i = 0; i < 3_000; i++) {
            writer.write(KIBIBYTE, CONTEXT);
        }
        writer.flush(false);
        assertThat(metrics.lost.getCount()).isBetween(1_900L, 2_000L);
        assertThat(writer.snapshotState(1).get(0).pending())
                .hasSize(3_000 - (int) metrics.lost.getCount());

        Files.delete(file);
        writer.flush(false);
        assertThat(metrics.written.getCount()).isEqualTo(3_000 - metrics.lost.getCount());
        writer.write("more", CONTEXT);
        writer.close();

        assertThat(Files.readAllLines(file))
                .hasSize((int) metrics.written.getCount())
                .endsWith("\"more\"");
        assertThat(writer.snapshotState(2).get(0).pending()).isEmpty();
    }

    @Test
    void aRecordThatIsNotJsonIsCountedAndOthersAreWritten() throws IOException {
        writer.write(new Object(), CONTEXT);
        writer.write("text", CONTEXT);
        writer.close();

        assertThat(metrics.lost.getCount()).isEqualTo(1);
        assertThat(Files.readAllLines(file)).containsExactly("\"text\"");
    }

    /** Timers that are due after elapsed time, and a clock that is set. */
    private static final class SetTime implements ProcessingTimeService {
        private final TestProcessingTimeService never = new TestProcessingTimeService();
        private final Queue<ProcessingTimeCallback> timers = new ArrayDeque<>();
        private long millis = 1_700_000_000_000L;

        @Override
        public long getCurrentProcessingTime() {
            return millis;
        }

        @Override
        public ScheduledFuture<?> registerTimer(long at, ProcessingTimeCallback timer) {
            timers.add(timer);
            return never.registerTimer(Long.MAX_VALUE, ignored -> {});
        }

        void second() throws Exception {
            millis += 1_000;
            timers.remove().onProcessingTime(millis);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {-1_576_800_000_000L, -3_600_000, -40_000, 40_000, 1_576_800_000_000L})
    void triesAgainAfterAFailureWhenTheClockWasSet(long stepMillis) throws Exception {
        SetTime set = new SetTime();
        JsonLinesWriter<Object> stepped = writer(file, set);
        Files.createSymbolicLink(file, Path.of("/dev/full"));
        stepped.write("kept", CONTEXT);
        stepped.flush(false);
        Files.delete(file);
        set.millis += stepMillis;
        for (int second = 0; second < 11; second++) {
            set.second();
        }
        assertThat(Files.readAllLines(file)).containsExactly("\"kept\"");
    }

    @Test
    void closingNeverThrows() throws IOException {
        Files.createSymbolicLink(file, Path.of("/dev/full"));
        writer.write("lost", CONTEXT);
        assertThatCode(writer::close).doesNotThrowAnyException();
        JsonLinesWriter<Object> nowhere = writer(Path.of("/dev/null/no/x.jsonl"), new SetTime());
        nowhere.write("lost", CONTEXT);
        assertThatCode(nowhere::close).doesNotThrowAnyException();
    }

    @Test
    void makesAFolderThatOnlyItsOwnerMayRead(@TempDir Path folder) throws IOException {
        Path run = folder.resolve("out/run");
        try (LinesFile lines = new LinesFile(run.resolve("windows.jsonl"))) {
            lines.open(0);
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
                .isEqualTo("rwx------");
    }
}
