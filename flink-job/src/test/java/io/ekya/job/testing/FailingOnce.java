/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import java.io.IOException;
import java.io.Serializable;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;

/**
 * A sink that fails once, at the first matching record, so that the job is restored.
 *
 * @param name under which this JVM remembers that it has failed
 * @param into sink that receives the other records
 * @param kind record at which it fails
 */
public record FailingOnce<T>(String name, Sink<T> into, Kind<T> kind) implements Sink<T> {
    private static final long serialVersionUID = 1L;
    private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();

    /** The record at which the sink fails. */
    public interface Kind<T> extends Predicate<T>, Serializable {}

    /** Returns whether the sink has failed. */
    public boolean hasFailed() {
        return FAILED.contains(name);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        SinkWriter<T> writer = into.createWriter(context);
        return new SinkWriter<>() {
            @Override
            public void write(T record, Context c) throws IOException, InterruptedException {
                if (kind.test(record) && FAILED.add(name)) {
                    throw new IOException("simulated failure");
                }
                writer.write(record, c);
            }

            @Override
            public void flush(boolean endOfInput) throws IOException, InterruptedException {
                writer.flush(endOfInput);
            }

            @Override
            public void close() throws Exception {
                writer.close();
            }
        };
    }
}
