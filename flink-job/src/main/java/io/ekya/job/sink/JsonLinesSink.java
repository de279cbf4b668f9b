/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.StatefulSinkWriter;
import org.apache.flink.api.connector.sink2.SupportsWriterState;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Appends records to a file, one JSON object per line. The file is rolled by size and age, and
 * rolled files are deleted when the run's files exceed their budget. Records are written at least
 * once a second and forced to disk at checkpoints. With keys, each key is written once, also across
 * restarts and rolled files; without keys, records are written at least once. A restored writer
 * goes on where there are no earlier files, as on another machine. Requires a parallelism of 1.
 */
public final class JsonLinesSink<T> implements Sink<T>, SupportsWriterState<T, JsonLinesState> {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final Class<T> type;
    private final @Nullable Key<T> key;
    private final Line<T> line;
    private final FileLimits limits;

    /** Returns the key that identifies a record. */
    public interface Key<T> extends Function<T, LineKey>, Serializable {}

    /** Converts a record to what is written, an object for Jackson; null omits the record. */
    public interface Line<T> extends Function<T, @Nullable Object>, Serializable {}

    private JsonLinesSink(
            Path file, Class<T> type, @Nullable Key<T> key, Line<T> line, FileLimits limits) {
        this.file = file.toString();
        this.type = type;
        this.key = key;
        this.line = line;
        this.limits = limits;
    }

    /**
     * Creates a sink that writes every record.
     *
     * @param file created, with its folder, if missing
     */
    public static <T> JsonLinesSink<T> of(
            Path file, Class<T> type, Line<T> line, FileLimits limits) {
        return new JsonLinesSink<>(file, type, null, line, limits);
    }

    /** Creates a sink that writes each key once. */
    public static <T> JsonLinesSink<T> once(
            Path file, Class<T> type, Key<T> key, FileLimits limits) {
        return new JsonLinesSink<>(file, type, key, record -> record, limits);
    }

    /** The keys of all existing files count as written. */
    @Override
    public StatefulSinkWriter<T, JsonLinesState> createWriter(WriterInitContext context)
            throws IOException {
        Path current = Path.of(file);
        LinesFile lines = new LinesFile(current);
        try {
            lines.open(context.getProcessingTimeService().getCurrentProcessingTime());
            long number = RolledFiles.newest(RolledFiles.list(current)) + 1;
            List<WrittenKeys.Range> written =
                    key == null ? List.of() : new KeyReader<>(type, key).read(current, 0).ranges();
            return writer(lines, new JsonLinesState(number, List.of(), written), context);
        } catch (IOException e) {
            throw new IOException(
                    file + " cannot be written; set output.folder to a writable folder", e);
        }
    }

    /** Only files since the checkpoint are read; they hold what was written after it. */
    @Override
    public StatefulSinkWriter<T, JsonLinesState> restoreWriter(
            WriterInitContext context, Collection<JsonLinesState> states) throws IOException {
        Path current = Path.of(file);
        long oldest = states.stream().mapToLong(JsonLinesState::number).min().orElse(1);
        long newest = states.stream().mapToLong(JsonLinesState::number).max().orElse(1);
        // On another machine, the number is left to the file that stayed behind.
        long fresh = Files.exists(current) ? newest : newest + 1;
        WrittenKeys written = new WrittenKeys();
        WrittenKeys onDisk = new WrittenKeys();
        List<String> pending = new ArrayList<>();
        KeyReader<T> reader = key == null ? null : new KeyReader<>(type, key);
        if (reader != null) {
            onDisk = reader.read(current, oldest);
        }
        for (JsonLinesState state : states) {
            written.addAll(state.written());
            for (String one : state.pending()) {
                if (reader == null || reader.of(one).filter(onDisk::contains).isEmpty()) {
                    pending.add(one);
                }
            }
        }
        written.addAll(onDisk.ranges());
        long number = Math.max(fresh, RolledFiles.newest(RolledFiles.list(current)) + 1);
        LinesFile lines = new LinesFile(current);
        JsonLinesWriter<T> writer =
                writer(lines, new JsonLinesState(number, pending, written.ranges()), context);
        writer.flush(false);
        return writer;
    }

    private JsonLinesWriter<T> writer(
            LinesFile lines, JsonLinesState start, WriterInitContext context) {
        return new JsonLinesWriter<>(
                new JsonLinesWriter.Stream<>(file, key, line, limits),
                lines,
                start,
                context.getProcessingTimeService(),
                new SinkMetrics(
                        context.metricGroup(), RolledFiles.streamOf(Path.of(file)), limits));
    }

    @Override
    public SimpleVersionedSerializer<JsonLinesState> getWriterStateSerializer() {
        return new JsonLinesStateSerializer();
    }
}
