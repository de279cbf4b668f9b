/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportTest {
    private final Path folder;

    ReportTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void showsEveryCameraInOneSelfContainedPage() throws IOException {
        // kept after the test, to be viewed in a browser
        Path folder = Path.of("target", "sample-run");
        for (String file : List.of("windows", "events", "allocations", "predictions", "device")) {
            Files.deleteIfExists(folder.resolve(file + ".jsonl"));
        }
        new TestingRun(folder).write(6);

        String page = Files.readString(Report.write(folder));

        assertThat(page)
                .contains(
                        "<h3>crossing</h3>", "<h3>avenue</h3>", "all-5ep promoted", "not promoted")
                .contains("not better in the paired test")
                .contains(
                        "checkpoint of all-5ep promoted: ",
                        "estimate of all-5ep corrected after epoch 1: ")
                .contains("<td>checkpoint 74.0 %, corrected to 79.0 %, promoted</td>")
                .contains("drift script at 75 s: 22:30, rain 0.5")
                .doesNotContain("http://", "https://", "<script", "NaN", "@import", "url(");
    }

    @Test
    void theReasonStandsBesideWindowsWithoutFramesAndProblemsAreCountedByKind() throws IOException {
        new TestingRun(folder).write(1);
        Path windows = folder.resolve("windows.jsonl");
        Files.writeString(
                windows,
                Files.readString(windows)
                        .replaceAll("\"dropped\":[0-9]+", "\"dropped\":450")
                        .replaceAll("\"trueAccuracy\":[0-9.]+", "\"trueAccuracy\":null"));
        StringBuilder letters = new StringBuilder();
        for (int count : new int[] {1, 1, 448}) {
            letters.append(
                    "{\"camera\":\"avenue\",\"index\":%d,\"timeMillis\":%d,\"error\":\"frame %d is <dark>\",\"count\":%d}%n"
                            .formatted(count, TestingRun.ORIGIN + count, count, count));
        }
        letters.append("{\"camera\":\"crossing\",\"timeMillis\":0,\"error\":\"older format\"}\n");
        Files.writeString(folder.resolve("deadletters.jsonl"), letters);

        String page = Files.readString(Report.write(folder));

        assertThat(page)
                .contains("<td>450: frame 448 is &lt;dark&gt;</td>")
                .contains("<td>avenue</td><td>450</td><td>frame 448 is &lt;dark&gt;</td>")
                .contains("<td>crossing</td><td>1</td><td>older format</td>");
    }

    @Test
    void summarisesAccuracyDriftAndDeviceUse() throws IOException {
        new TestingRun(folder).write(6);

        RunSummary s = RunSummary.of(folder);

        assertThat(s.policy()).isEqualTo("relay");
        assertThat(s.windows()).isEqualTo(6);
        assertThat(s.promoted()).isEqualTo(9);
        assertThat(s.notPromoted()).isEqualTo(1);
        // job 0.35 + sidecar 0.55 cores of one GPU
        assertThat(s.deviceRatio()).isCloseTo(0.9, within(1e-9));
        // 300 of 750 regions are cars, on both cameras
        assertThat(s.majorityBaseline()).isCloseTo(0.4, within(1e-9));
        assertThat(s.dropped()).isEqualTo(6 * 2 * 9);
        // only "crossing" drifts, from second 28: windows 1 to 5
        double drifted =
                RunData.read(folder).windowsOf("crossing").stream()
                        .filter(w -> w.window() >= 1)
                        .mapToDouble(w -> java.util.Objects.requireNonNull(w.truth().accuracy()))
                        .average()
                        .orElseThrow();
        assertThat(s.driftedAccuracy()).isCloseTo(drifted, within(1e-9));
    }

    @Test
    void aRepeatedLineReplacesTheFirstAndATruncatedOneIsCounted() throws IOException {
        TestingRun run = new TestingRun(folder).write(2);
        String first = Files.readAllLines(folder.resolve("windows.jsonl")).get(0);
        run.raw("windows.jsonl", first);
        run.raw("windows.jsonl", "{\"site\":\"edge\",\"cam");

        RunData data = RunData.read(folder);

        assertThat(data.windows()).hasSize(4);
        assertThat(data.badLines()).isEqualTo(1);
        assertThat(Files.readString(Report.write(folder))).contains("1 lines could not be read");
    }

    @Test
    void anEmptyFolderHasAReportWithoutWindows() throws IOException {
        assertThat(Files.readString(Report.write(folder))).contains("No window has ended yet");
    }

    @Test
    void anUnknownTrueAccuracyIsShownAsADash() throws IOException {
        new TestingRun(folder).write(1);
        Path windows = folder.resolve("windows.jsonl");
        Files.writeString(
                windows,
                Files.readString(windows)
                        .replaceAll("\"trueAccuracy\":[0-9.]+", "\"trueAccuracy\":null")
                        .replaceAll("\"liveAccuracy\":[0-9.]+", "\"liveAccuracy\":\"NaN\""));

        assertThat(RunSummary.of(folder).meanAccuracy()).isNaN();
        assertThat(Files.readString(Report.write(folder))).doesNotContain("NaN");
    }
}
