/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.vision.BgrImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Detectors that fit by shape, and files that are not what their names say. */
class OnnxTeacherFilesTest {
    private static final int SIDE = 64;
    private static final int ROWS = YoloxHead.rows(SIDE, SIDE);
    private static final float[][] CENTRES = YoloxHead.centres(SIDE, SIDE);

    @TempDir private Path folder;

    /** Offsets, logarithms and scores of a detector that sees one car in the middle. */
    private static float[] rawOutput() {
        Random random = new Random(1);
        float[] output = new float[ROWS * 85];
        for (int at = 0; at < output.length; at++) {
            int column = at % 85;
            output[at] = column < 4 ? random.nextFloat() : random.nextFloat() * 0.1f;
        }
        int car = middle() * 85;
        output[car + 4] = 0.9f;
        output[car + 5 + 2] = 0.9f;
        return output;
    }

    private static int middle() {
        return 4 * 8 + 4; // row 4, column 4 of stride 8
    }

    /** The same with the first four columns of each row changed. */
    private static float[] changed(UnaryOperator<float[]> boxes) {
        float[] output = rawOutput();
        for (int row = 0; row < ROWS; row++) {
            float[] raw = Arrays.copyOfRange(output, row * 85, row * 85 + 4);
            float stride = row < 64 ? 8 : row < 80 ? 16 : 32;
            float x = CENTRES[row][0] + (raw[0] - 0.5f) * stride;
            float y = CENTRES[row][1] + (raw[1] - 0.5f) * stride;
            float w = (float) Math.exp(raw[2]) * stride;
            float h = (float) Math.exp(raw[3]) * stride;
            System.arraycopy(boxes.apply(new float[] {x, y, w, h}), 0, output, row * 85, 4);
        }
        return output;
    }

    private Path write(float[] output) throws IOException {
        return Files.write(
                folder.resolve("detector.onnx"), OnnxModels.constant(SIDE, ROWS, output));
    }

    private static List<Detection> detect(Path file) throws IOException {
        try (YoloxTeacher teacher = YoloxTeacher.open(file, 0.3, 0.3)) {
            return teacher.detect(new BgrImage(SIDE, SIDE, new byte[3 * SIDE * SIDE]));
        }
    }

    @Test
    void detectsTheSameWhetherBoxesAreDecodedInTheGraphOrNot() throws IOException {
        List<Detection> raw = detect(write(rawOutput()));
        List<Detection> decoded = detect(write(changed(pixels -> pixels)));

        assertThat(raw).hasSize(1);
        assertThat(raw.get(0).coco()).isEqualTo(2);
        assertThat(decoded).hasSize(1);
        assertThat(decoded.get(0).box().iou(raw.get(0).box())).isGreaterThan(0.999f);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fractions | has boxes as fractions of the input instead of pixels",
                "corners | has the corners of boxes instead of centres and sizes",
                "logits | has scores from -3.00 to 0.90 instead of 0 to 1",
                "swapped | has boxes that are neither offsets in grid cells",
                "halves | has boxes in a unit of 2.0",
                "negative | has centres in pixels, but sizes that are negative",
                "infinite | contains values that are not numbers",
            })
    void refusesOutputsWithAnotherMeaning(String kind, String problem) throws IOException {
        Path file = write(output(kind));

        assertThatThrownBy(() -> detect(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("detector.onnx has the shape of a YOLOX detector, but")
                .hasMessageContaining(problem)
                .hasMessageContaining("export it with");
    }

    private static float[] output(String kind) {
        float[] raw = rawOutput();
        return switch (kind) {
            case "fractions" ->
                    changed(b -> new float[] {b[0] / 64, b[1] / 64, b[2] / 64, b[3] / 64});
            case "corners" ->
                    changed(
                            b ->
                                    new float[] {
                                        b[0] - b[2] / 2,
                                        b[1] - b[3] / 2,
                                        b[0] + b[2] / 2,
                                        b[1] + b[3] / 2
                                    });
            case "swapped" -> changed(b -> new float[] {b[1], b[0], b[3], b[2]});
            case "halves" -> changed(b -> new float[] {b[0] / 2, b[1] / 2, b[2] / 2, b[3] / 2});
            case "negative" -> changed(b -> new float[] {b[0], b[1], -1, b[3]});
            case "logits" -> {
                raw[4] = -3;
                yield raw;
            }
            case "infinite" -> {
                raw[0] = Float.NaN;
                yield raw;
            }
            default -> throw new IllegalArgumentException(kind);
        };
    }

    @Test
    void loadsWeightsFromASecondFileAndNamesItIfMissingOrTruncated() throws IOException {
        Path file =
                Files.write(
                        folder.resolve("external.onnx"),
                        OnnxModels.constantElsewhere(SIDE, ROWS, "external.onnx.data"));
        Path data = folder.resolve("external.onnx.data");
        assertThatThrownBy(() -> detect(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("external.onnx.data, which does not exist; copy it beside");

        byte[] weights = OnnxModels.raw(rawOutput());
        Files.write(data, Arrays.copyOf(weights, weights.length - 100));
        assertThatThrownBy(() -> detect(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("external.onnx.data, which is truncated: 100 bytes");

        Files.write(data, weights);
        assertThat(detect(file)).isEqualTo(detect(write(rawOutput())));
    }

    @Test
    void readsNoWeightsFromOutsideOfTheModelsFolder() throws IOException {
        Path file =
                Files.write(
                        folder.resolve("external.onnx"),
                        OnnxModels.constantElsewhere(SIDE, ROWS, "../../etc/passwd"));

        assertThatThrownBy(() -> detect(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("../../etc/passwd, outside of its folder");
    }

    @ParameterizedTest
    @CsvSource({"2", "10", "1000", "25000"})
    void namesATruncatedFile(int length) throws IOException {
        byte[] whole = OnnxModels.constant(SIDE, ROWS, rawOutput());
        Path file = Files.write(folder.resolve("cut.onnx"), Arrays.copyOf(whole, length));

        assertThatThrownBy(() -> detect(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("cut.onnx")
                .hasMessageContaining(length == 2 ? "has no graph" : "is truncated");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "version https://git-lfs.github.com/spec/v1 | a Git LFS pointer; run git lfs pull",
                "<!DOCTYPE html><html> | a web page or XML",
                "PK\u0003\u0004archive | a zip archive",
                "'' | is empty",
                "not a model | cannot be read as ONNX",
                "b | cannot be read as ONNX",
            })
    void namesFilesThatAreSomethingElse(String content, String what) throws IOException {
        Path file =
                Files.write(
                        folder.resolve("other.onnx"),
                        content.getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> detect(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("other.onnx")
                .hasMessageContaining(what);
    }

    @Test
    void namesAFolder() {
        assertThatThrownBy(() -> detect(folder))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("is not a file");
    }
}
