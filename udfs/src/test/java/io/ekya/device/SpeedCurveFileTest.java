/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.device;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.schedule.SpeedCurve;
import io.ekya.schedule.SpeedCurve.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeedCurveFileTest {
    private static final CalibratedSpeed SPEED =
            new CalibratedSpeed(
                    "cuda:0",
                    "mps",
                    1_767_225_600_000L,
                    123.4,
                    1.3,
                    new SpeedCurve(List.of(new Point(0.5, 0.7), new Point(1, 1))));

    @TempDir Path folder;

    @Test
    void readsBackWhatWasWritten() throws IOException {
        Path file = folder.resolve("made").resolve("curve.json");
        SpeedCurveFile.write(file, SPEED);
        assertThat(SpeedCurveFile.read(file)).isEqualTo(SPEED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"share\" : 0.5     | \"share\" : 0        | points.0.share must be above 0.0",
                "\"share\" : 1.0     | \"share\" : 1.5      | points.1.share must be above 0.5 "
                        + "and at most 1, but is 1.5",
                "\"share\" : 1.0     | \"share\" : 0.4      | points.1.share must be above 0.5",
                "\"speed\" : 0.7     | \"speed\" : -0.1     | points.0.speed must be from 0.0 to 1",
                "\"speed\" : 1.0     | \"speed\" : 0.6      | points.1.speed must be from 0.7 to 1",
                "\"speed\" : 0.7     | \"sped\" : 0.7       | points.0.sped is not a known key",
                "\"speed\" : 0.7     | \"speed\" : \"fast\" | points.0.speed",
                "\"sideBySide\"      | \"side\"             | side is not a known key",
                "\"sideBySide\" : 1.3 | \"sideBySide\" : 0  | sideBySide must be above 0",
                "\"cuda:0\"          | \"tpu\"              | device must be cpu or cuda:N, "
                        + "but is tpu",
                "\"device\" :        | \"device\"           | it is not valid JSON",
                "123.4               | -1                   | miniBatchesASecond must be above 0",
            })
    void reportsInvalidValues(String right, String wrong, String message) throws IOException {
        Path file = folder.resolve("curve.json");
        SpeedCurveFile.write(file, SPEED);
        String text = Files.readString(file);
        assertThat(text).contains(right);
        Files.writeString(file, text.replace(right, wrong));
        assertThatThrownBy(() -> SpeedCurveFile.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(message);
    }

    @Test
    void reportsMissingKeysAndEmptyPoints() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "{\"device\": \"cpu\"}");
        assertThatThrownBy(() -> SpeedCurveFile.read(file)).hasMessageContaining("shareControl");
        SpeedCurveFile.write(file, with(new SpeedCurve(List.of())));
        assertThatThrownBy(() -> SpeedCurveFile.read(file))
                .hasMessageContaining("points must have at least one point");
        Files.writeString(
                file,
                "{\"device\":\"cpu\",\"shareControl\":\"governor\",\"createdMillis\":0,"
                        + "\"miniBatchesASecond\":1,\"sideBySide\":1,\"points\":[null]}");
        assertThatThrownBy(() -> SpeedCurveFile.read(file))
                .hasMessageContaining("points.0 must be an object, but is null");
        Files.writeString(
                file,
                "{\"device\":\"cpu\",\"shareControl\":\"governor\",\"createdMillis\":0,"
                        + "\"miniBatchesASecond\":1,\"sideBySide\":1,\"points\":{\"a\":1}}");
        assertThatThrownBy(() -> SpeedCurveFile.read(file))
                .hasMessageContaining("points must be a list, but is {");
    }

    @Test
    void reportsAMissingFile() {
        assertThatThrownBy(() -> SpeedCurveFile.read(folder.resolve("none")))
                .isInstanceOf(IOException.class)
                .hasMessage("the file does not exist");
    }

    private static CalibratedSpeed with(SpeedCurve curve) {
        return new CalibratedSpeed("cpu", "governor", 0, 1, 1, curve);
    }
}
