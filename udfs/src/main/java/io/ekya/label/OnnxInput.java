/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.label;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import ai.onnxruntime.TensorInfo;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collection;

/** Reads the input shape of an ONNX file, which DJL does not report for this engine. */
final class OnnxInput {
    private OnnxInput() {}

    /**
     * Returns the letterbox for a detector's input size.
     *
     * @throws IOException if the file is not ONNX, or its input is not one image of a fixed size
     */
    static Letterbox of(Path file) throws IOException {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OrtSession session = environment.createSession(file.toString(), options)) {
                return inputSize(file, session.getInputInfo().values());
            }
        } catch (OrtException e) {
            throw new IOException(
                    "teacher model %s cannot be read as ONNX: %s".formatted(file, e.getMessage()),
                    e);
        }
    }

    private static Letterbox inputSize(Path file, Collection<NodeInfo> inputs) throws IOException {
        if (inputs.size() == 1 && inputs.iterator().next().getInfo() instanceof TensorInfo tensor) {
            long[] s = tensor.getShape();
            if (s.length == 4 && s[0] <= 1 && s[1] == 3 && fits(s[2]) && fits(s[3])) {
                return new Letterbox((int) s[3], (int) s[2]);
            }
        }
        throw new IOException(
                ("teacher model %s must have one input [1, 3, height, width] with sides "
                                + "divisible by 32, as YOLOX, but has %s")
                        .formatted(file, inputs.stream().map(OnnxInput::shape).toList()));
    }

    private static boolean fits(long side) {
        return side >= 32 && side <= 4096 && side % 32 == 0;
    }

    private static String shape(NodeInfo input) {
        return input.getInfo() instanceof TensorInfo tensor
                ? Arrays.toString(tensor.getShape())
                : input.getInfo().toString();
    }
}
