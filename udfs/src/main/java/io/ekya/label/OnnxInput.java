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

/** Reads what an ONNX file takes, which DJL does not tell for this engine. */
final class OnnxInput {
    private OnnxInput() {}

    /**
     * The size of the picture a detector takes.
     *
     * @throws IOException where the file is no ONNX, or takes something else than one picture of a
     *     fixed size
     */
    static Letterbox of(Path file) throws IOException {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            OrtEnvironment environment = OrtEnvironment.getEnvironment();
            try (OrtSession session = environment.createSession(file.toString(), options)) {
                return pictureSize(file, session.getInputInfo().values());
            }
        } catch (OrtException e) {
            throw new IOException(
                    "teacher model %s cannot be read as ONNX: %s".formatted(file, e.getMessage()),
                    e);
        }
    }

    private static Letterbox pictureSize(Path file, Collection<NodeInfo> inputs)
            throws IOException {
        if (inputs.size() == 1 && inputs.iterator().next().getInfo() instanceof TensorInfo tensor) {
            long[] s = tensor.getShape();
            if (s.length == 4 && s[0] <= 1 && s[1] == 3 && fits(s[2]) && fits(s[3])) {
                return new Letterbox((int) s[3], (int) s[2]);
            }
        }
        throw new IOException(
                "teacher model %s takes %s; a YOLOX detector takes one picture [1, 3, height, width] whose sides are divisible by 32"
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
