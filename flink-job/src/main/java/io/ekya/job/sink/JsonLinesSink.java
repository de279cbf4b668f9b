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
 * Appends records to one file, a JSON object a line. What was written before a checkpoint is in the
 * file when the checkpoint is complete; otherwise it is there a second later at most. Records with
 * a key that the file already holds are left out, so that a restart doubles nothing; without keys
 * records come at least once. To be run by one subtask.
 */
public final class JsonLinesSink<T> implements Sink<T> {
    private static final long serialVersionUID = 1L;

    private final String file;
    private final Class<T> type;
    private final @Nullable Key<T> key;
    private final Line<T> line;

    /** What identifies a record. */
    public interface Key<T> extends Function<T, String>, Serializable {}

    /** What is written of a record: an object that Jackson knows; null leaves it out. */
    public interface Line<T> extends Function<T, @Nullable Object>, Serializable {}

    private JsonLinesSink(Path file, Class<T> type, @Nullable Key<T> key, Line<T> line) {
        this.file = file.toString();
        this.type = type;
        this.key = key;
        this.line = line;
    }

    /**
     * A sink that writes every record.
     *
     * @param file made, with its folder, where it is missing
     */
    public static <T> JsonLinesSink<T> of(Path file, Class<T> type, Line<T> line) {
        return new JsonLinesSink<>(file, type, null, line);
    }

    /** A sink that writes each key once. */
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
