/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.ekya.schedule.SpeedCurve;
import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads and writes calibrated speeds as JSON with the keys {@code device}, {@code shareControl},
 * {@code createdMillis}, {@code miniBatchesASecond}, {@code sideBySide}, and {@code points}, each
 * with {@code share} and {@code speed}, by increasing share up to the whole device.
 */
public final class SpeedCurveFile {
    private static final JsonMapper JSON =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(SerializationFeature.INDENT_OUTPUT)
                    .build();

    private SpeedCurveFile() {}

    /** The file's keys. */
    private record Stored(
            String device,
            String shareControl,
            long createdMillis,
            double miniBatchesASecond,
            double sideBySide,
            List<SpeedCurve.Point> points) {}

    /** Writes a file, creating its folder if necessary. */
    public static void write(Path file, CalibratedSpeed speed) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, json(speed) + "\n");
    }

    private static String json(CalibratedSpeed s) {
        try {
            return JSON.writeValueAsString(
                    new Stored(
                            s.device(),
                            s.shareControl(),
                            s.createdMillis(),
                            s.miniBatchesASecond(),
                            s.sideBySide(),
                            s.curve().points()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record of numbers is writable as JSON", e);
        }
    }

    /**
     * Reads a file.
     *
     * @throws IOException if it cannot be read
     * @throws IllegalArgumentException if it is not a valid file; lists all problems
     */
    public static CalibratedSpeed read(Path file) throws IOException {
        String text;
        try {
            text = Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new IOException("the file does not exist", e);
        }
        Stored stored = parse(text);
        List<String> problems = problems(stored);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", problems));
        }
        return new CalibratedSpeed(
                stored.device,
                stored.shareControl,
                stored.createdMillis,
                stored.miniBatchesASecond,
                stored.sideBySide,
                new SpeedCurve(stored.points));
    }

    private static Stored parse(String text) {
        try {
            JsonNode tree = JSON.readTree(text);
            rejectUnknown(tree, "", Stored.class);
            JsonNode points = tree.path("points");
            if (!points.isMissingNode() && !points.isArray()) {
                throw new IllegalArgumentException("points must be a list, but is " + points);
            }
            for (int i = 0; i < points.size(); i++) {
                rejectUnknown(points.get(i), "points." + i, SpeedCurve.Point.class);
            }
            return JSON.treeToValue(tree, Stored.class);
        } catch (JsonMappingException e) {
            String where = path(e);
            throw new IllegalArgumentException(
                    (where.isEmpty() ? "" : where + ": ") + e.getOriginalMessage(), e);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "it is not valid JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static void rejectUnknown(JsonNode object, String path, Class<?> record) {
        if (!object.isObject()) {
            throw new IllegalArgumentException(
                    (path.isEmpty() ? "it" : path) + " must be an object, but is " + object);
        }
        List<String> known =
                Arrays.stream(record.getRecordComponents()).map(RecordComponent::getName).toList();
        object.fieldNames()
                .forEachRemaining(
                        key -> {
                            if (!known.contains(key)) {
                                throw new IllegalArgumentException(
                                        "%s is not a known key; known are %s"
                                                .formatted(
                                                        path.isEmpty() ? key : path + "." + key,
                                                        String.join(", ", known)));
                            }
                        });
    }

    private static String path(JsonMappingException e) {
        return e.getPath().stream()
                .map(
                        at ->
                                at.getFieldName() == null
                                        ? Integer.toString(at.getIndex())
                                        : at.getFieldName())
                .collect(Collectors.joining("."));
    }

    private static List<String> problems(Stored s) {
        List<String> problems = new ArrayList<>();
        if (!s.device.matches(DeviceName.PATTERN)) {
            problems.add("device must be cpu or cuda:N, but is " + s.device);
        }
        if (!(s.miniBatchesASecond > 0 && Double.isFinite(s.miniBatchesASecond))) {
            problems.add("miniBatchesASecond must be above 0, but is " + s.miniBatchesASecond);
        }
        if (!(s.sideBySide > 0 && Double.isFinite(s.sideBySide))) {
            problems.add("sideBySide must be above 0, but is " + s.sideBySide);
        }
        if (s.points.isEmpty()) {
            problems.add("points must have at least one point");
        }
        double share = 0;
        double speed = 0;
        for (int i = 0; i < s.points.size(); i++) {
            SpeedCurve.Point point = s.points.get(i);
            if (!(point.share() > share && point.share() <= 1)) {
                problems.add(
                        "points.%d.share must be above %s and at most 1, but is %s"
                                .formatted(i, share, point.share()));
            }
            if (!(point.speed() >= speed && point.speed() <= 1)) {
                problems.add(
                        "points.%d.speed must be from %s to 1, but is %s"
                                .formatted(i, speed, point.speed()));
            }
            share = Math.max(share, point.share());
            speed = Math.max(speed, point.speed());
        }
        return problems;
    }
}
