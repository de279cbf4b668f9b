/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.progress;

import com.fasterxml.jackson.databind.JsonNode;
import io.ekya.app.report.JsonLines;
import io.ekya.job.sink.RolledFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Reads the lines that were appended to a JSON Lines file since the last call, also if it was
 * rolled meanwhile.
 */
final class FileTail {
    private static final int CHUNK = 65_536;

    private final Path file;
    private final ByteArrayOutputStream partial = new ByteArrayOutputStream();
    private long done; // number of the newest rolled file that was read to its end
    private long offset; // in the file after it

    FileTail(Path file) {
        this.file = file;
    }

    /** Returns the lines completed since the last call; skips lines that are not JSON objects. */
    List<JsonNode> next() {
        List<JsonNode> lines = new ArrayList<>();
        try (RolledFiles files = RolledFiles.open(file)) {
            for (Map.Entry<Long, Path> rolled : files.rolled().tailMap(done + 1).entrySet()) {
                if (rolled.getKey() > done + 1) {
                    restart(); // the file that was read last has been deleted
                }
                readRolled(rolled.getValue(), lines);
                done = rolled.getKey();
                restart();
            }
            if (files.current().isPresent()) {
                read(files.current().get(), lines);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
        return lines;
    }

    private void restart() {
        offset = 0;
        partial.reset();
    }

    private void readRolled(Path rolled, List<JsonNode> lines) throws IOException {
        try (SeekableByteChannel channel = Files.newByteChannel(rolled)) {
            read(channel, lines);
        } catch (NoSuchFileException e) {
            restart(); // deleted by the job meanwhile
        }
    }

    private void read(SeekableByteChannel channel, List<JsonNode> lines) throws IOException {
        if (channel.size() < offset) {
            restart(); // the file was replaced
        }
        channel.position(offset);
        InputStream in = Channels.newInputStream(channel);
        for (byte[] chunk = in.readNBytes(CHUNK); chunk.length > 0; chunk = in.readNBytes(CHUNK)) {
            offset += chunk.length;
            split(chunk, lines);
        }
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
