/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.label;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Checks what ONNX Runtime would report in its own terms or not at all: that a model file is
 * complete, and that the files with its weights are there. Reads the protobuf fields of the ONNX
 * format (ModelProto, GraphProto, TensorProto) that this needs, and skips the others.
 */
final class OnnxFile {
    private static final int GRAPH = 7; // of ModelProto
    private static final int INITIALIZER = 5; // of GraphProto
    private static final int EXTERNAL_DATA = 13; // of TensorProto
    private static final int KEY = 1; // of StringStringEntryProto
    private static final long MAX_BYTES = Integer.MAX_VALUE; // a limit of protobuf

    /** How files start that are taken for ONNX models by mistake. */
    private static final Map<String, String> OTHERS =
            Map.of(
                    "version https://git-lfs",
                            "a Git LFS pointer; run git lfs pull to get the file",
                    "<", "a web page or XML; download the model again",
                    "PK\3\4", "a zip archive, as PyTorch writes; export the model to ONNX",
                    "\u0089HDF", "an HDF5 file; export the model to ONNX");

    private final Path file;
    private final ByteBuffer bytes;

    private OnnxFile(Path file, ByteBuffer bytes) {
        this.file = file;
        this.bytes = bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Takes the fields of a message. */
    private interface Fields {
        void field(int number, int from, int to) throws IOException;
    }

    /**
     * Checks a model file and the data files that it names.
     *
     * @throws IOException if one of them is missing, incomplete or something else
     */
    static void check(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IOException(
                    "teacher model %s %s"
                            .formatted(
                                    file, Files.exists(file) ? "is not a file" : "does not exist"));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = Math.min(MAX_BYTES, channel.size());
            OnnxFile onnx = new OnnxFile(file, channel.map(FileChannel.MapMode.READ_ONLY, 0, size));
            onnx.checkStart();
            onnx.checkModel();
        }
    }

    private void checkStart() throws IOException {
        if (bytes.limit() == 0) {
            throw new IOException("teacher model %s is empty".formatted(file));
        }
        byte[] first = new byte[Math.min(64, bytes.limit())];
        bytes.get(0, first);
        String start = new String(first, StandardCharsets.ISO_8859_1);
        for (Map.Entry<String, String> other : OTHERS.entrySet()) {
            if (start.startsWith(other.getKey())) {
                throw new IOException(
                        "teacher model %s is not a model but %s".formatted(file, other.getValue()));
            }
        }
    }

    private void checkModel() throws IOException {
        boolean[] hasGraph = {false};
        fields(
                0,
                bytes.limit(),
                (number, from, to) -> {
                    if (number == GRAPH) {
                        hasGraph[0] = true;
                        fields(from, to, this::checkInitializer);
                    }
                });
        if (!hasGraph[0]) {
            throw notOnnx();
        }
    }

    private void checkInitializer(int number, int from, int to) throws IOException {
        if (number != INITIALIZER) {
            return;
        }
        Map<String, String> external = new HashMap<>();
        fields(
                from,
                to,
                (field, start, end) -> {
                    if (field == EXTERNAL_DATA) {
                        String[] entry = {"", ""};
                        fields(start, end, (part, a, b) -> entry[part == KEY ? 0 : 1] = text(a, b));
                        external.put(entry[0], entry[1]);
                    }
                });
        String location = external.get("location");
        if (location != null) {
            checkData(location, number(external.get("offset")), number(external.get("length")));
        }
    }

    private void checkData(String location, long offset, long length) throws IOException {
        Path folder = file.toAbsolutePath().normalize().getParent();
        Path data;
        try {
            data = folder == null ? Path.of(location) : folder.resolve(location).normalize();
        } catch (InvalidPathException e) {
            throw notOnnx();
        }
        if (folder != null && !data.startsWith(folder)) {
            throw new IOException(
                    "teacher model %s has its weights in %s, outside of its folder"
                            .formatted(file, location));
        }
        if (!Files.isRegularFile(data)) {
            throw new IOException(
                    "teacher model %s has its weights in a second file, %s, which does not exist; copy it beside the model"
                            .formatted(file, data));
        }
        long missing = offset + length - Files.size(data);
        if (missing > 0) {
            throw new IOException(
                    "teacher model %s has its weights in %s, which is truncated: %d bytes are missing"
                            .formatted(file, data, missing));
        }
    }

    private static long number(@Nullable String text) {
        try {
            return text == null ? 0 : Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return 0; // ONNX Runtime reports it
        }
    }

    private String text(int from, int to) {
        byte[] text = new byte[to - from];
        bytes.get(from, text);
        return new String(text, StandardCharsets.UTF_8);
    }

    /** Passes on the fields with a length, and skips the others. */
    private void fields(int start, int end, Fields fields) throws IOException {
        bytes.position(start);
        while (bytes.position() < end) {
            long tag = varint(end);
            long length = length((int) (tag & 7), end);
            if (tag >>> 3 == 0 || length < 0) {
                throw notOnnx();
            }
            int from = bytes.position();
            if (length > end - from) {
                throw incomplete(length - (end - from));
            }
            int to = from + (int) length;
            if ((tag & 7) == 2) {
                fields.field((int) (tag >>> 3), from, to);
            }
            bytes.position(to);
        }
    }

    /** Returns the length of a field's value, after what precedes it. */
    private long length(int wireType, int end) throws IOException {
        return switch (wireType) {
            case 0 -> {
                varint(end);
                yield 0L;
            }
            case 1 -> Long.BYTES;
            case 2 -> varint(end);
            case 5 -> Integer.BYTES;
            default -> throw notOnnx();
        };
    }

    private long varint(int end) throws IOException {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            if (bytes.position() >= end) {
                throw incomplete(1);
            }
            byte next = bytes.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
        throw notOnnx();
    }

    private IOException incomplete(long missing) {
        // what is not ONNX at all usually "lacks" more than any file has
        return missing > MAX_BYTES || bytes.get(0) != 0x08 // the first field is ir_version
                ? notOnnx()
                : new IOException(
                        "teacher model %s is truncated: at least %d bytes are missing; copy or download it again"
                                .formatted(file, missing));
    }

    private IOException notOnnx() {
        return new IOException(
                "teacher model %s cannot be read as ONNX: it has no graph".formatted(file));
    }
}
