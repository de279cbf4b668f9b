/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the keys of lines that were written earlier. */
public final class KeyReader<T> {
    private static final Logger LOG = LoggerFactory.getLogger(KeyReader.class);
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES).build();

    private final Class<T> type;
    private final Function<T, LineKey> key;
    private long unreadable;

    /**
     * @param type of the lines
     */
    public KeyReader(Class<T> type, Function<T, LineKey> key) {
        this.type = type;
        this.key = key;
    }

    /**
     * Reads the keys of a stream's lines; lines that cannot be read are skipped.
     *
     * @param from number of the oldest rolled file to read
     */
    WrittenKeys read(Path current, long from) throws IOException {
        WrittenKeys keys = new WrittenKeys();
        unreadable = 0;
        try (RolledFiles files = RolledFiles.open(current)) {
            for (Path file : files.rolled().tailMap(from).values()) {
                try (InputStream in = Files.newInputStream(file)) {
                    read(in, keys);
                } catch (NoSuchFileException e) {
                    LOG.debug("{} was deleted meanwhile", file);
                }
            }
            if (files.current().isPresent() && files.current().get().size() > 0) {
                read(Channels.newInputStream(files.current().get()), keys);
            }
        }
        if (unreadable > 0) {
            LOG.warn("{} lines of {} cannot be read and are skipped", unreadable, current);
        }
        return keys;
    }

    private void read(InputStream in, WrittenKeys keys) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8));
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            of(line).ifPresentOrElse(keys::add, () -> unreadable++);
        }
    }

    /** Returns the key of a line; empty if the line cannot be read. */
    public Optional<LineKey> of(String line) {
        try {
            return Optional.ofNullable(JSON.readValue(line, type)).map(key);
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
    }
}
