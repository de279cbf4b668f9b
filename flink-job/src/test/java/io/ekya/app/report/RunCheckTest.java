/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.job.config.ConfigLoader;
import io.ekya.job.config.JobConfig;
import io.ekya.job.sink.RolledFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunCheckTest {
    @TempDir private Path folder;

    @Test
    void reportsWhatIsMissing() throws IOException {
        assertThat(RunCheck.problems(folder))
                .containsExactly("config.yaml is missing or cannot be read");

        new TestingRun(folder).write(6);
        Report.write(folder);
        List<String> ofCompleteRun = RunCheck.problems(folder);

        Path windows = folder.resolve("windows.jsonl");
        List<String> lines = Files.readAllLines(windows);
        Files.write(windows, lines.subList(0, lines.size() - 1));
        Files.writeString(folder.resolve("report.html"), "nothing");
        List<String> ofIncompleteRun = RunCheck.problems(folder);

        assertThat(ofCompleteRun).noneMatch(p -> p.contains("windows") || p.contains("report"));
        assertThat(ofIncompleteRun)
                .contains("avenue: 5 of 6 windows")
                .contains("report.html does not show crossing");
    }

    @Test
    void readsRolledFiles() throws IOException {
        new TestingRun(folder).write(6);
        Report.write(folder);
        RunSummary whole = RunSummary.of(folder);
        List<String> problems = RunCheck.problems(folder);
        for (String name : List.of("windows", "predictions", "events", "allocations", "device")) {
            Path file = folder.resolve(name + ".jsonl");
            List<String> lines = Files.readAllLines(file);
            for (int part = 0; part < 3; part++) {
                int from = part * lines.size() / 3;
                int to = (part + 1) * lines.size() / 3;
                Files.write(file, lines.subList(from, to));
                if (part < 2) {
                    RolledFiles.roll(file);
                }
            }
        }

        assertThat(folder.resolve("predictions.000002.jsonl")).isNotEmptyFile();
        assertThat(RunSummary.of(folder)).isEqualTo(whole);
        assertThat(RunCheck.problems(folder)).isEqualTo(problems);
    }

    @Test
    void reportsThatModelsUsedMoreThanTheGpus() throws IOException {
        new TestingRun(folder).write(6);
        StringBuilder device = new StringBuilder();
        for (String line : Files.readAllLines(folder.resolve("device.jsonl"))) {
            device.append(
                            line.replaceAll(
                                    "\"jobModelSeconds\":([0-9.]+)", "\"jobModelSeconds\":1$1"))
                    .append('\n');
        }
        assertThat(RunCheck.problems(folder)).noneMatch(p -> p.contains("models used"));
        Files.writeString(folder.resolve("device.jsonl"), device);
        assertThat(RunCheck.problems(folder)).anyMatch(p -> p.contains("models used"));
    }

    @Test
    void recognisesACompleteRunOfAConfiguration() throws IOException {
        new TestingRun(folder).write(6);
        Report.write(folder);
        JobConfig other =
                new ConfigLoader(Map.of())
                        .parse("other", "cameras: [{id: a, source: 'synthetic:'}]", List.of());
        assertThat(RunCheck.problems(folder)).isEmpty();
        assertThat(RunCheck.isRunOf(TestingRun.config(), folder)).isTrue();
        assertThat(RunCheck.isRunOf(other, folder)).isFalse();
        Files.delete(folder.resolve("report.html"));
        assertThat(RunCheck.isRunOf(TestingRun.config(), folder)).isFalse();
    }
}
