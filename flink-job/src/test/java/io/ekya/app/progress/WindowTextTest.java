/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.progress;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.app.report.CameraProblems;
import io.ekya.app.report.TestingRun;
import io.ekya.sidecar.api.RetrainResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowTextTest {
    private final CameraProblems problems = new CameraProblems(1);
    private final Path folder;

    WindowTextTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void hasALineForTheWindowAndAlignedLinesForTheCameras() throws IOException {
        new TestingRun(folder).write(2);

        assertThat(lines(1, 0.87))
                .satisfiesExactly(
                        l ->
                                assertThat(l)
                                        .startsWith("window 1   accuracy ")
                                        .endsWith("   policy relay   model CPU 0.87 x GPUs"),
                        l ->
                                assertThat(l)
                                        .startsWith("  avenue    accuracy ")
                                        .endsWith(
                                                "  every2-32px at share 0.30 (achieved 0.21)"
                                                        + "  dropped 2 %  retrained all-5ep at share"
                                                        + " 0.25: 62.0 → 79.0 % promoted"),
                        l -> assertThat(l).startsWith("  crossing  accuracy "));
    }

    @Test
    void unknownFiguresAreOmitted() throws IOException {
        new TestingRun(folder).write(1);
        replaceInWindows("\"trueAccuracy\":[0-9.]+", "\"trueAccuracy\":null");

        assertThat(String.join("\n", lines(0, Double.NaN)))
                .contains("window 0   live ", "not retrained")
                .doesNotContain("accuracy", "model CPU", "NaN");
    }

    @Test
    void aCameraWithoutFramesHasNoFigures() throws IOException {
        new TestingRun(folder).write(1);
        replaceInWindows("\"frames\":450", "\"frames\":0");

        assertThat(lines(0, Double.NaN)).contains("  avenue    no frames", "  crossing  no frames");
    }

    @Test
    void describesEveryOutcomeOfARetraining() {
        RetrainResult result =
                new RetrainResult(
                        "all-5ep", "", 1, 0.61, 0.795, 0.8, 120, 4.0, 0.2, "out of memory");

        assertThat(WindowText.outcome(Map.entry("PROMOTED", result)))
                .isEqualTo("61.0 → 79.5 % promoted");
        assertThat(WindowText.outcome(Map.entry("NOT_PROMOTED", result)))
                .isEqualTo("61.0 → 79.5 % not promoted");
        assertThat(WindowText.outcome(Map.entry("CANCELLED", result))).isEqualTo("cancelled");
        assertThat(WindowText.outcome(Map.entry("RETRAIN_FAILED", result)))
                .isEqualTo("failed: out of memory");
    }

    @Test
    void saysIfAStudentWasPromotedOnOneClassOnly() {
        RetrainResult result =
                new RetrainResult(
                        "all-5ep", "", 1, 0.167, 1.0, 0.8, 120, 4.0, 0.2, "", "background");

        assertThat(WindowText.outcome(Map.entry("PROMOTED", result)))
                .isEqualTo("16.7 → 100.0 % promoted (all held-out labels are background)");
    }

    @Test
    void saysIfTheTeacherSeesOnlyBackground() throws IOException {
        new TestingRun(folder).write(1);
        replaceInWindows("\"labels\":[0-9]+", "\"labels\":200");
        replaceInWindows("\"evaluated(Counts|Right)\":\\[[^]]*]", "\"evaluated$1\":[]");
        replaceInWindows("\"labelsBackground\":[0-9]+", "\"labelsBackground\":199");
        assertThat(lines(0, Double.NaN)).anyMatch(l -> l.contains("teacher sees only background"));

        replaceInWindows("\"labelsBackground\":[0-9]+", "\"labelsBackground\":150");
        assertThat(String.join("\n", lines(0, Double.NaN))).doesNotContain("only background");
    }

    @Test
    void theReasonStandsBesideAWindowWithoutUsableFrames() throws IOException {
        new TestingRun(folder).write(1);
        replaceInWindows("\"frames\":450", "\"frames\":0");
        problems.add(new CameraProblems.Problem("avenue", TestingRun.ORIGIN + 9, "is dark", 70));
        assertThat(lines(0, Double.NaN))
                .contains("  avenue    no frames: is dark", "  crossing  no frames");

        replaceInWindows("\"frames\":0", "\"frames\":450");
        replaceInWindows("\"dropped\":[0-9]+", "\"dropped\":449");
        assertThat(lines(0, Double.NaN))
                .anySatisfy(l -> assertThat(l).contains("avenue", "  dropped 100 %: is dark  "))
                .anySatisfy(l -> assertThat(l).contains("crossing", "  dropped 100 %  "));

        replaceInWindows("\"dropped\":[0-9]+", "\"dropped\":300");
        assertThat(String.join("\n", lines(0, Double.NaN))).doesNotContain("is dark");
    }

    @Test
    void aReasonOfAnotherTimeIsNotShown() throws IOException {
        new TestingRun(folder).write(1);
        replaceInWindows("\"frames\":450", "\"frames\":0");
        problems.add(new CameraProblems.Problem("avenue", TestingRun.ORIGIN - 60_001, "old", 1));
        problems.add(new CameraProblems.Problem("avenue", TestingRun.ORIGIN + 30_000, "new", 1));

        assertThat(lines(0, Double.NaN)).contains("  avenue    no frames");
    }

    private List<String> lines(long window, double deviceRatio) {
        RunProgress progress = new RunProgress(folder);
        progress.refresh();
        return new WindowText(progress, List.of("crossing", "avenue"), problems)
                .of(window, progress.windows().getOrDefault(window, Map.of()), deviceRatio);
    }

    private void replaceInWindows(String regex, String replacement) throws IOException {
        Path windows = folder.resolve("windows.jsonl");
        Files.writeString(windows, Files.readString(windows).replaceAll(regex, replacement));
    }
}
