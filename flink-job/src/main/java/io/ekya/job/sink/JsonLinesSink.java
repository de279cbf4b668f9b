/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Path;
import java.util.function.Function;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.jspecify.annotations.Nullable;

/**
 * Appends records to a file, one JSON object per line. Records are flushed at checkpoints and at
 * least once a second. With keys, each key is written once, also across restarts; without keys,
 * records are written at least once. Requires a parallelism of 1.
 */
public final class JsonLinesSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final Class<T> type;
    private final @Nullable Key<T> key;
    private final Line<T> line;

    /** Returns the key that identifies a record. */
    public interface Key<T> extends Function<T, String>, Serializable {}

    /** Converts a record to what is written, an object for Jackson; null omits the record. */
    public interface Line<T> extends Function<T, @Nullable Object>, Serializable {}

    private JsonLinesSink(Path file, Class<T> type, @Nullable Key<T> key, Line<T> line) {
        this.file = file.toString();
        this.type = type;
        this.key = key;
        this.line = line;
    }

    /**
     * Creates a sink that writes every record.
     *
     * @param file created, with its folder, if missing
     */
    public static <T> JsonLinesSink<T> of(Path file, Class<T> type, Line<T> line) {
        return new JsonLinesSink<>(file, type, null, line);
    }

    /** Creates a sink that writes each key once. */
    public static <T> JsonLinesSink<T> once(Path file, Class<T> type, Key<T> key) {
        return new JsonLinesSink<>(file, type, key, record -> record);
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        return new JsonLinesWriter<>(
                new JsonLinesFile<>(Path.of(file), type, key),
                line,
                context.getProcessingTimeService());
    }
}
