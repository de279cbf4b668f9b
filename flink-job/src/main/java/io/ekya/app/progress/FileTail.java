/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import io.ekya.app.report.JsonLines;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Reads the lines that were appended to a JSON Lines file since the last call. */
final class FileTail {
    private final Path file;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private long offset;

    FileTail(Path file) {
        this.file = file;
    }

    /** Returns the lines completed since the last call; skips lines that are not JSON objects. */
    List<JsonNode> next() {
        List<JsonNode> lines = new ArrayList<>();
        if (!Files.exists(file)) {
            return lines;
        }
        try (SeekableByteChannel channel = Files.newByteChannel(file)) {
            if (channel.size() < offset) {
                offset = 0; // the file was replaced
                partial.reset();
            }
            channel.position(offset);
            InputStream in = Channels.newInputStream(channel);
            for (byte[] chunk = in.readNBytes(65536);
                    chunk.length > 0;
                    chunk = in.readNBytes(65536)) {
                offset += chunk.length;
                split(chunk, lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        return lines;
    }

    private void split(byte[] chunk, List<JsonNode> lines) {
        int start = 0;
        for (int i = 0; i < chunk.length; i++) {
            if (chunk[i] == '\n') {
                partial.write(chunk, start, i - start);
                JsonLines.parse(partial.toString(StandardCharsets.UTF_8)).ifPresent(lines::add);
                partial.reset();
                start = i + 1;
            }
        }
        partial.write(chunk, start, chunk.length - start);
    }
}
