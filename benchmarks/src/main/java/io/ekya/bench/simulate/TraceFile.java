/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/**
 * Reads and writes traces as JSON files, gzipped if their name ends in {@code .gz}. Modified files
 * are rejected.
 */
public final class TraceFile {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    private TraceFile() {}

    public static void write(Trace trace, Path file) throws IOException {
        try (OutputStream raw = Files.newOutputStream(file);
                OutputStream out = isZipped(file) ? new GZIPOutputStream(raw) : raw) {
            JSON.writeValue(out, trace);
        }
    }

    /**
     * Reads and validates a trace.
     *
     * @throws IllegalArgumentException listing all problems
     */
    public static Trace read(Path file) throws IOException {
        Trace trace;
        try (InputStream raw = Files.newInputStream(file);
                InputStream in = isZipped(file) ? new GZIPInputStream(raw) : raw) {
            trace = JSON.readValue(in, Trace.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    file + " is not a trace file: " + e.getOriginalMessage(), e);
        }
        List<String> problems = problems(trace);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(
                    file + " is not a valid trace:\n  - " + String.join("\n  - ", problems));
        }
        return trace;
    }

    /** Returns the SHA-256 of the cameras as JSON. */
    static String checksum(List<Trace.Camera> cameras) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(JSON.writeValueAsBytes(cameras)));
        } catch (NoSuchAlgorithmException | JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> problems(Trace trace) {
        List<String> problems = new ArrayList<>();
        Trace.Header header = trace.header();
        if (!header.format().equals(Trace.FORMAT)) {
            problems.add(
                    "format must be %s, but is %s; generate the trace again"
                            .formatted(Trace.FORMAT, header.format()));
        }
        if (!header.checksum().equals(checksum(trace.cameras()))) {
            problems.add(
                    "checksum does not match the cameras: the file was modified; generate "
                            + "the trace again");
        }
        int windows = trace.windows();
        for (Trace.Camera camera : trace.cameras()) {
            if (camera.windows().size() != windows || camera.initialAccuracy().size() != windows) {
                problems.add(
                        camera.id()
                                + " must have %d windows like the first camera".formatted(windows));
                continue;
            }
            for (int v = 0; v < windows; v++) {
                for (Trace.Training training : camera.windows().get(v).training()) {
                    if (training.accuracy().size() != windows - v) {
                        problems.add(
                                "%s, window %d, %s must have %d accuracies, but has %d"
                                        .formatted(
                                                camera.id(),
                                                v,
                                                training.configuration(),
                                                windows - v,
                                                training.accuracy().size()));
                    }
                }
            }
        }
        return problems;
    }

    private static boolean isZipped(Path file) {
        return file.toString().endsWith(".gz");
    }
}
