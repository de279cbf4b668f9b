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
 * A sink that breaks at the first record of a kind, and never again in this JVM under this name: so
 * the job fails and is restored.
 *
 * @param into where records go
 */
public record FailingOnce<T>(String name, Sink<T> into, Kind<T> kind) implements Sink<T> {
    private static final long serialVersionUID = 1L;
    private static final Set<String> FAILED = ConcurrentHashMap.newKeySet();

    /** Which record it breaks at. */
    public interface Kind<T> extends Predicate<T>, Serializable {}

    /** Whether it has broken. */
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
                    throw new IOException("broken on purpose");
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
