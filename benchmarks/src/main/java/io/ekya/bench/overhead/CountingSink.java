/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.overhead;

import io.ekya.job.record.FrameCrops;
import io.ekya.job.record.Prediction;
import java.util.Arrays;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * The sink of a measured job, which counts each frame at a turnstile.
 *
 * @param gate name of the turnstile
 * @param <T> {@link Prediction}, whose true classes are the expected classes, or {@link FrameCrops}
 */
record CountingSink<T>(String gate) implements Sink<T> {
    private static final long serialVersionUID = 1L;

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) {
        Turnstile turnstile = Turnstile.named(gate);
        return new SinkWriter<>() {
            @Override
            public void write(T element, Context unused) {
                count(element, turnstile);
            }

            @Override
            public void flush(boolean endOfInput) {}

            @Override
            public void close() {}
        };
    }

    private static void count(Object element, Turnstile turnstile) {
        if (element instanceof Prediction p && p.how() != Prediction.How.NONE) {
            boolean answered = p.how() == Prediction.How.ANALYSED;
            turnstile.exit(answered && Arrays.equals(p.regions().classes(), p.regions().truth()));
        } else if (element instanceof FrameCrops f && f.kind() != FrameCrops.Kind.HEARTBEAT) {
            turnstile.exit(f.isFrame());
        }
    }
}
