/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import java.io.IOException;
import java.util.function.Function;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.jspecify.annotations.Nullable;

/** Writes to one file, in the task thread. */
final class JsonLinesWriter<T> implements SinkWriter<T> {
    private static final long FLUSH_MILLIS = 1_000;

    private final JsonLinesFile<T> file;
    private final Function<T, @Nullable Object> line;
    private final ProcessingTimeService time;
    private boolean closed;

    JsonLinesWriter(
            JsonLinesFile<T> file, Function<T, @Nullable Object> line, ProcessingTimeService time) {
        this.file = file;
        this.line = line;
        this.time = time;
        flushLater();
    }

    private void flushLater() {
        time.registerTimer(
                time.getCurrentProcessingTime() + FLUSH_MILLIS,
                now -> {
                    if (!closed) {
                        file.flush();
                        flushLater();
                    }
                });
    }

    @Override
    public void write(T record, Context context) throws IOException {
        Object object = line.apply(record);
        if (object != null && file.isNew(record)) {
            file.append(object);
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        file.flush();
    }

    @Override
    public void close() throws IOException {
        closed = true;
        file.close();
    }
}
