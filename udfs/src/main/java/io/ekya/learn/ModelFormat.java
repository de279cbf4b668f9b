/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.learn;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ekya.vision.ObjectClass;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32;

/** Reads and writes model files; see {@link ModelFile} for the layout. */
final class ModelFormat {
    private static final byte[] MAGIC = "EKYAMDL1".getBytes(StandardCharsets.US_ASCII);
    private static final int MAX_HEADER = 65_536;
    private static final int PREFIX = MAGIC.length + Integer.BYTES;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelFormat() {}

    private record Header(Architecture architecture, long crc, int end) {}

    static byte[] write(Architecture architecture, List<float[]> parameters) {
        ByteBuffer values = pack(architecture, parameters);
        byte[] header = header(architecture, values.capacity() / Float.BYTES, crc(values));
        return ByteBuffer.allocate(PREFIX + header.length + values.capacity())
                .order(ByteOrder.LITTLE_ENDIAN)
                .put(MAGIC)
                .putInt(header.length)
                .put(header)
                .put(values)
                .array();
    }

    private static ByteBuffer pack(Architecture architecture, List<float[]> parameters) {
        int[] sizes = NetworkLayout.of(architecture).parameterSizes();
        int[] given = parameters.stream().mapToInt(p -> p.length).toArray();
        if (!Arrays.equals(sizes, given)) {
            throw new IllegalArgumentException("parameter sizes do not match " + architecture);
        }
        ByteBuffer values =
                ByteBuffer.allocate(Arrays.stream(sizes).sum() * Float.BYTES)
                        .order(ByteOrder.LITTLE_ENDIAN);
        FloatBuffer floats = values.asFloatBuffer();
        parameters.forEach(floats::put);
        return values;
    }

    private static byte[] header(Architecture a, int count, long crc) {
        ObjectNode root = JSON.createObjectNode();
        root.putObject("architecture")
                .put("kind", a.kind())
                .put("width", a.width())
                .put("side", a.side())
                .put("lastLayerUnits", a.lastLayerUnits());
        classes().forEach(root.putArray("classes")::add);
        root.put("parameters", count).put("crc32", crc);
        try {
            return JSON.writeValueAsBytes(root);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of strings and numbers is writable", e);
        }
    }

    private static List<String> classes() {
        return Arrays.stream(ObjectClass.values())
                .map(c -> c.name().toLowerCase(Locale.ROOT))
                .toList();
    }

    /** Validates a whole file and returns its architecture. */
    static Architecture check(byte[] bytes) {
        Header header = readHeader(bytes);
        int expected =
                Arrays.stream(NetworkLayout.of(header.architecture()).parameterSizes()).sum();
        int found = bytes.length - header.end();
        if (found != expected * Float.BYTES) {
            throw new BadModelException(
                    ("model file has %d bytes of parameters, but %s needs %d; it is truncated "
                                    + "or damaged")
                            .formatted(found, header.architecture(), expected * Float.BYTES));
        }
        ByteBuffer values = ByteBuffer.wrap(bytes, header.end(), found);
        if (crc(values) != header.crc()) {
            throw new BadModelException(
                    "model file is damaged: the CRC-32 of its parameters " + "does not match");
        }
        return header.architecture();
    }

    static List<float[]> parameters(byte[] bytes) {
        Header header = readHeader(bytes);
        var values =
                ByteBuffer.wrap(bytes, header.end(), bytes.length - header.end())
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .asFloatBuffer();
        List<float[]> parameters = new ArrayList<>();
        for (int size : NetworkLayout.of(header.architecture()).parameterSizes()) {
            float[] p = new float[size];
            values.get(p);
            parameters.add(p);
        }
        return parameters;
    }

    private static Header readHeader(byte[] bytes) {
        if (bytes.length < PREFIX || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, 8)) {
            throw new BadModelException(
                    "not a model file: its %d bytes do not start with EKYAMDL1"
                            .formatted(bytes.length));
        }
        int length = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(MAGIC.length);
        if (length < 2 || length > MAX_HEADER || length > bytes.length - PREFIX) {
            throw new BadModelException(
                    "model file is damaged: its header claims %d bytes".formatted(length));
        }
        return parse(bytes, length);
    }

    private static Header parse(byte[] bytes, int length) {
        JsonNode root;
        try {
            root = JSON.readTree(bytes, PREFIX, length);
        } catch (IOException e) {
            throw new BadModelException("model file is damaged: its header is not valid JSON");
        }
        JsonNode a = root.path("architecture");
        List<String> names = new ArrayList<>();
        root.path("classes").forEach(n -> names.add(n.asText()));
        if (!names.equals(classes())) {
            throw new BadModelException(
                    "model file has classes %s, but expected are %s".formatted(names, classes()));
        }
        try {
            var architecture =
                    new Architecture(
                            a.path("kind").asText(),
                            a.path("width").asInt(),
                            a.path("side").asInt(),
                            a.path("lastLayerUnits").asInt());
            return new Header(architecture, root.path("crc32").asLong(-1), PREFIX + length);
        } catch (IllegalArgumentException e) {
            throw new BadModelException("model file: " + e.getMessage());
        }
    }

    private static long crc(ByteBuffer values) {
        CRC32 crc = new CRC32();
        crc.update(values.duplicate());
        return crc.getValue();
    }
}
