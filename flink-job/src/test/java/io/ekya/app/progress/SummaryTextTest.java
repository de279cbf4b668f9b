/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.app.report.RunSummary;
import io.ekya.app.report.TestingRun;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SummaryTextTest {

    @Test
    void hasOneLinePerFigure(@TempDir Path folder) throws IOException {
        new TestingRun(folder).write(6);

        assertThat(SummaryText.of(RunSummary.of(folder)).lines())
                .satisfiesExactly(
                        l -> assertThat(l).isEqualTo("6 windows, 2 cameras, policy relay"),
                        l ->
                                assertThat(l)
                                        .matches(
                                                "  true accuracy \\d\\d\\.\\d %, after the onset of drift"
                                                        + " \\d\\d\\.\\d %; majority-class baseline"
                                                        + " 40\\.0 %"),
                        l -> assertThat(l).matches("  agreement with the teacher \\d\\d\\.\\d %"),
                        l ->
                                assertThat(l)
                                        .isEqualTo(
                                                "  retrainings: 9 promoted, 1 not promoted, 0 failed;"
                                                        + " frames: 5400, 108 of them dropped"),
                        l ->
                                assertThat(l)
                                        .isEqualTo(
                                                "  model CPU / (gpus x elapsed): at most 0.90 in any"
                                                        + " window"));
    }

    @Test
    void omitsFiguresThatAreUnknown(@TempDir Path folder) throws IOException {
        new TestingRun(folder).write(1);
        Files.delete(folder.resolve("device.jsonl"));
        Path windows = folder.resolve("windows.jsonl");
        Files.writeString(
                windows,
                Files.readString(windows)
                        .replaceAll("\"trueAccuracy\":[0-9.]+", "\"trueAccuracy\":null"));

        assertThat(SummaryText.of(RunSummary.of(folder)))
                .contains("1 window", "agreement with the teacher")
                .doesNotContain("true accuracy", "model CPU", "contention", "NaN");
    }
}
