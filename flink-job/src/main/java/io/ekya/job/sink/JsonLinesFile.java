/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A file of JSON lines. An incomplete line left by a crash is truncated when opened. */
final class JsonLinesFile<T> implements AutoCloseable {
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final @Nullable Function<T, String> key;
    private final Set<String> written = new HashSet<>();
    private final BufferedWriter writer;

    JsonLinesFile(Path file, Class<T> type, @Nullable Function<T, String> key) throws IOException {
        this.key = key;
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        if (Files.exists(file)) {
            truncateIncompleteLine(file);
            if (key != null) {
                readKeys(file, type, key);
            }
        }
        this.writer =
                Files.newBufferedWriter(
                        file,
                        StandardCharsets.UTF_8,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
    }

    private static void truncateIncompleteLine(Path file) throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "rw")) {
            long end = bytes.length();
            while (end > 0) {
                bytes.seek(end - 1);
                if (bytes.read() == '\n') {
                    break;
                }
                end--;
            }
            bytes.setLength(end);
        }
    }

    private void readKeys(Path file, Class<T> type, Function<T, String> keyOf) throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                try {
                    written.add(keyOf.apply(JSON.readValue(line, type)));
                } catch (JsonProcessingException e) {
                    throw new IOException(
                            "%s contains a line that cannot be read: %s"
                                    .formatted(file, e.getOriginalMessage()),
                            e);
                }
            }
        }
    }

    /** Whether the record's key is new; remembers it. Always true without keys. */
    boolean isNew(T record) {
        return key == null || written.add(key.apply(record));
    }

    void append(Object line) throws IOException {
        writer.write(JSON.writeValueAsString(line));
        writer.write('\n');
    }

    void flush() throws IOException {
        writer.flush();
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
