/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import io.ekya.job.sink.RolledFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads and writes JSON Lines files. Reading is lenient: a missing number, null or "NaN" is NaN,
 * unknown fields are ignored, and lines that are not JSON objects (such as the last line of a
 * killed run) are counted and skipped.
 */
public final class JsonLines {
    private static final ObjectMapper JSON =
            JsonMapper.builder()
                    .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                    .addModule(
                            new SimpleModule().addDeserializer(double.class, new LenientDouble()))
                    .build();

    private JsonLines() {}

    /**
     * Passes every JSON object of a file, and of the files that it was rolled to before, to a
     * consumer; a missing file has none.
     *
     * @return the number of skipped lines
     */
    public static int read(Path file, Consumer<JsonNode> consumer) {
        int bad = 0;
        try (RolledFiles files = RolledFiles.open(file)) {
            for (Path rolled : files.rolled().values()) {
                bad += readRolled(rolled, consumer);
            }
            if (files.current().isPresent()) {
                bad += read(Channels.newInputStream(files.current().get()), consumer);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        return bad;
    }

    private static int readRolled(Path file, Consumer<JsonNode> consumer) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return read(in, consumer);
        } catch (NoSuchFileException e) {
            return 0; // deleted by the job meanwhile
        }
    }

    private static int read(InputStream in, Consumer<JsonNode> consumer) throws IOException {
        int bad = 0;
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            Optional<JsonNode> node = parse(line);
            node.ifPresent(consumer);
            bad += node.isPresent() ? 0 : 1;
        }
        return bad;
    }

    /** Parses a line; empty if it is not a JSON object. */
    public static Optional<JsonNode> parse(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            return node != null && node.isObject() ? Optional.of(node) : Optional.empty();
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Converts an object to a record; empty if it does not have its form. */
    public static <T> Optional<T> as(Class<T> type, JsonNode node) {
        try {
            return Optional.of(JSON.treeToValue(node, type));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }

    /** Returns a record as one line, without a line separator. */
    public static String line(Object record) {
        try {
            return JSON.writeValueAsString(record);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(record.getClass() + " cannot be written", e);
        }
    }

    private static final class LenientDouble extends StdScalarDeserializer<Double> {
        LenientDouble() {
            super(double.class);
        }

        @Override
        public Double deserialize(JsonParser parser, DeserializationContext context)
                throws IOException {
            return parser.currentToken().isNumeric() ? parser.getDoubleValue() : Double.NaN;
        }

        @Override
        public Double getNullValue(DeserializationContext context) {
            return Double.NaN;
        }

        @Override
        public Object getAbsentValue(DeserializationContext context) {
            return Double.NaN;
        }
    }
}
