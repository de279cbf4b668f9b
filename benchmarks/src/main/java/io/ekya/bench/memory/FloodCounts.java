/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.memory;

import io.ekya.job.record.Prediction;
import java.util.concurrent.atomic.AtomicLongArray;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/** Counts the answers in this JVM, and the frames that the source lost before them. */
record FloodCounts() implements Sink<Prediction> {
    private static final long serialVersionUID = 1L;
    private static final AtomicLongArray BY_HOW =
            new AtomicLongArray(Prediction.How.values().length);

    @Override
    public SinkWriter<Prediction> createWriter(WriterInitContext context) {
        return new SinkWriter<>() {
            @Override
            public void write(Prediction answer, Context unused) {
                BY_HOW.incrementAndGet(answer.how().ordinal());
                BY_HOW.addAndGet(Prediction.How.DROPPED.ordinal(), answer.dropped().frames());
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }

    /** Returns the counts so far. */
    static Progress now(long liveHeapBytes) {
        long analysed = BY_HOW.get(Prediction.How.ANALYSED.ordinal());
        long carried = BY_HOW.get(Prediction.How.CARRIED.ordinal());
        long dropped = BY_HOW.get(Prediction.How.DROPPED.ordinal());
        return new Progress(
                analysed + carried + dropped, analysed, carried, dropped, liveHeapBytes);
    }
}
