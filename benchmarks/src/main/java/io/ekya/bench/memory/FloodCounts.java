/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.memory;

import io.ekya.job.record.Prediction;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Counts the answers in this JVM, and the frames that the source lost before them. */
record FloodCounts() implements Sink<Prediction> {
    private static final long serialVersionUID = 1L;
    private static final Map<Prediction.How, AtomicLong> BY_HOW =
            Arrays.stream(Prediction.How.values())
                    .collect(Collectors.toUnmodifiableMap(h -> h, h -> new AtomicLong()));

    @Override
    public SinkWriter<Prediction> createWriter(WriterInitContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(Prediction answer, Context unused) {
                count(answer.how()).incrementAndGet();
                count(Prediction.How.DROPPED).addAndGet(answer.dropped().frames());
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }

    private static AtomicLong count(Prediction.How how) {
        return Objects.requireNonNull(BY_HOW.get(how));
    }

    /** Returns the counts so far. */
    static Progress now(long liveHeapBytes) {
        long analysed = count(Prediction.How.ANALYSED).get();
        long carried = count(Prediction.How.CARRIED).get();
        long dropped = count(Prediction.How.DROPPED).get();
        return new Progress(
                analysed + carried + dropped, analysed, carried, dropped, liveHeapBytes);
    }
}
