/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.flink.api.common.eventtime.Watermark;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.mocks.MockSourceSplit;
import org.apache.flink.core.io.InputStatus;
import org.junit.jupiter.api.Test;

/** A reader that ends although its source never does. */
class EndingReaderTest {
    private final AtomicLong now = new AtomicLong(1_000);
    private final CompletableFuture<Void> delivered = new CompletableFuture<>();

    private SourceReader<String, MockSourceSplit> endless() {
        return new SourceReader<>() {
            @Override
            public void start() {}

            @Override
            public InputStatus pollNext(ReaderOutput<String> output) {
                output.collect("record");
                return InputStatus.NOTHING_AVAILABLE;
            }

            @Override
            public List<MockSourceSplit> snapshotState(long checkpointId) {
                return List.of();
            }

            @Override
            public CompletableFuture<Void> isAvailable() {
                return delivered;
            }

            @Override
            public void addSplits(List<MockSourceSplit> splits) {}

            @Override
            public void notifyNoMoreSplits() {}

            @Override
            public void close() {}
        };
    }

    private static final class Records implements ReaderOutput<String> {
        private final List<String> emitted = new ArrayList<>();

        @Override
        public void collect(String record) {
            emitted.add(record);
        }

        @Override
        public void collect(String record, long timestamp) {
            emitted.add(record);
        }

        @Override
        public void emitWatermark(Watermark watermark) {}

        @Override
        public void markIdle() {}

        @Override
        public void markActive() {}

        @Override
        public SourceOutput<String> createOutputForSplit(String splitId) {
            return this;
        }

        @Override
        public void releaseOutputForSplit(String splitId) {}
    }

    @Test
    void readsUntilTheEnd() throws Exception {
        Records output = new Records();
        EndingReader<String, MockSourceSplit> reader =
                new EndingReader<>(endless(), 2_000, now::get);
        reader.start();

        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.NOTHING_AVAILABLE);
        now.set(2_000);
        assertThat(reader.pollNext(output)).isEqualTo(InputStatus.END_OF_INPUT);
        assertThat(output.emitted).containsExactly("record");
        reader.close();
    }

    @Test
    void wakesTheTaskAtTheEndWithoutRecords() throws Exception {
        EndingReader<String, MockSourceSplit> reader =
                new EndingReader<>(endless(), 1_050, now::get);
        reader.start();
        CompletableFuture<Void> available = reader.isAvailable();

        assertThat(available).succeedsWithin(Duration.ofSeconds(10));
        assertThat(delivered).isNotDone();
        reader.close();
    }

    @Test
    void isAvailableWheneverTheOtherReaderIs() throws Exception {
        EndingReader<String, MockSourceSplit> reader =
                new EndingReader<>(endless(), Long.MAX_VALUE, now::get);
        reader.start();
        CompletableFuture<Void> available = reader.isAvailable();

        assertThat(available).isNotDone();
        delivered.complete(null);
        assertThat(available).isDone();
        reader.close();
    }
}
