/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.label;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Writes detectors in ONNX format, with the fields of its protobuf messages by number. */
final class OnnxModels {
    private static final int FLOAT = 1;
    private static final int INT64 = 7;

    private OnnxModels() {}

    /** A protobuf message. */
    private static final class Message {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message number(int field, long value) {
            varint((long) field << 3);
            varint(value);
            return this;
        }

        Message bytes(int field, byte[] value) {
            varint(((long) field << 3) | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        Message text(int field, String value) {
            return bytes(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message message(int field, Message value) {
            return bytes(field, value.out.toByteArray());
        }

        private void varint(long value) {
            long rest = value;
            while (rest >>> 7 != 0) {
                out.write((int) ((rest & 0x7f) | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }

    /** A detector with a square input that returns the same output for every image. */
    static byte[] constant(int side, int rows, float[] output) {
        return model(constantGraph(side, tensor("answer", output, 1, rows, 85)), rows);
    }

    /** The same with the answer in another file. */
    static byte[] constantElsewhere(int side, int rows, String location) {
        Message answer = new Message().number(1, 1).number(1, rows).number(1, 85);
        answer.number(2, FLOAT).text(8, "answer");
        answer.message(13, new Message().text(1, "location").text(2, location));
        answer.message(13, new Message().text(1, "offset").text(2, "0"));
        String length = Integer.toString(4 * rows * 85);
        answer.message(13, new Message().text(1, "length").text(2, length));
        return model(constantGraph(side, answer.number(14, 1)), rows);
    }

    private static Message constantGraph(int side, Message answer) {
        Message graph = new Message();
        graph.message(1, node("ReduceMean", "mean", "images"));
        graph.message(1, node("Mul", "nothing", "mean", "zero"));
        graph.message(1, node("Reshape", "reshaped", "nothing", "shape"));
        graph.message(1, node("Add", "output", "reshaped", "answer"));
        graph.text(2, "detector");
        graph.message(5, tensor("zero", new float[1], 1)).message(5, answer);
        graph.message(5, numbers("shape", 1, 1, 1));
        return graph.message(11, value("images", 1, 3, side, side));
    }

    private static Message node(String operator, String output, String... inputs) {
        Message node = new Message();
        Arrays.stream(inputs).forEach(input -> node.text(1, input));
        return node.text(2, output).text(4, operator);
    }

    private static byte[] model(Message graph, int rows) {
        graph.message(12, value("output", 1, rows, 85));
        Message opset = new Message().text(1, "").number(2, 13);
        return new Message().number(1, 8).message(7, graph).message(8, opset).out.toByteArray();
    }

    /** The bytes of numbers as they are in a file of weights. */
    static byte[] raw(float[] values) {
        ByteBuffer raw = ByteBuffer.allocate(4 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asFloatBuffer().put(values);
        return raw.array();
    }

    private static Message tensor(String name, float[] values, long... shape) {
        Message tensor = new Message();
        Arrays.stream(shape).forEach(side -> tensor.number(1, side));
        return tensor.number(2, FLOAT).text(8, name).bytes(9, raw(values));
    }

    private static Message numbers(String name, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        Message tensor = new Message().number(1, values.length).number(2, INT64);
        return tensor.text(8, name).bytes(9, raw.array());
    }

    private static Message value(String name, long... shape) {
        Message sides = new Message();
        Arrays.stream(shape).forEach(side -> sides.message(1, new Message().number(1, side)));
        Message tensor = new Message().number(1, FLOAT).message(2, sides);
        return new Message().text(1, name).message(2, new Message().message(1, tensor));
    }

    /**
     * Returns a copy of a YOLOX detector that decodes its boxes in the graph, as YOLOX's exporter
     * does with {@code --decode_in_inference}.
     */
    static byte[] decodedInGraph(Path yolox, int side) throws IOException {
        Message model = new Message();
        copy(
                Files.readAllBytes(yolox),
                model,
                (number, value) -> {
                    if (number != 7) {
                        return false;
                    }
                    model.message(7, decodedGraph(value, side));
                    return true;
                });
        return model.out.toByteArray();
    }

    private static Message decodedGraph(byte[] original, int side) {
        Message graph = new Message();
        String[] output = {""};
        copy(
                original,
                graph,
                (number, value) -> {
                    if (number == 12) {
                        copy(value, new Message(), (field, text) -> name(output, field, text));
                    }
                    return number == 12;
                });
        int rows = YoloxHead.rows(side, side);
        float[] corners = new float[2 * rows];
        float[] strides = new float[2 * rows];
        int row = 0;
        for (int stride : new int[] {8, 16, 32}) {
            for (int cell = 0; cell < side / stride * (side / stride); cell++, row++) {
                int line = cell / (side / stride);
                corners[2 * row] = cell % (side / stride);
                corners[2 * row + 1] = line;
                strides[2 * row] = stride;
                strides[2 * row + 1] = stride;
            }
        }
        graph.message(5, tensor("corners_", corners, 1, rows, 2));
        graph.message(5, tensor("strides_", strides, 1, rows, 2));
        for (int at : new int[] {0, 2, 4, 85}) {
            graph.message(5, numbers("at" + at, at));
        }
        graph.message(5, numbers("axis_", 2));
        graph.message(1, node("Slice", "xy_", output[0], "at0", "at2", "axis_"));
        graph.message(1, node("Slice", "wh_", output[0], "at2", "at4", "axis_"));
        graph.message(1, node("Slice", "rest_", output[0], "at4", "at85", "axis_"));
        graph.message(1, node("Add", "cell_", "xy_", "corners_"));
        graph.message(1, node("Mul", "centre_", "cell_", "strides_"));
        graph.message(1, node("Exp", "ratio_", "wh_"));
        graph.message(1, node("Mul", "size_", "ratio_", "strides_"));
        Message axis = new Message().text(1, "axis").number(3, 2).number(20, 2);
        Message concat = node("Concat", "decoded_", "centre_", "size_", "rest_").message(5, axis);
        return graph.message(1, concat).message(12, value("decoded_", 1, rows, 85));
    }

    private static boolean name(String[] name, int field, byte[] value) {
        if (field == 1) {
            name[0] = new String(value, StandardCharsets.UTF_8);
        }
        return true;
    }

    /** Replaces a field; returns whether it did. */
    private interface Replacement {
        boolean replace(int number, byte[] value);
    }

    /** Copies a message of numbers and fields with a length. */
    private static void copy(byte[] from, Message to, Replacement replacement) {
        ByteBuffer in = ByteBuffer.wrap(from);
        while (in.hasRemaining()) {
            long tag = varint(in);
            long value = varint(in);
            if ((tag & 7) == 0) {
                to.number((int) (tag >>> 3), value);
            } else {
                byte[] bytes = new byte[(int) value];
                in.get(bytes);
                if (!replacement.replace((int) (tag >>> 3), bytes)) {
                    to.bytes((int) (tag >>> 3), bytes);
                }
            }
        }
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
