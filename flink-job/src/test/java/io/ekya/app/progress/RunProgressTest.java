/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.progress;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.app.report.TestingRun;
import io.ekya.job.record.Allocation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunProgressTest {
    private final Path folder;
    private final RunProgress progress;

    RunProgressTest(@TempDir Path folder) {
        this.folder = folder;
        this.progress = new RunProgress(folder);
    }

    @Test
    void anEmptyFolderHasNoProgress() {
        assertThat(progress.refresh()).isEmpty();
        assertThat(progress.windows()).isEmpty();
        assertThat(progress.firstMillis()).isEmpty();
        assertThat(progress.latest()).isEmpty();
        assertThat(progress.training()).isEmpty();
        assertThat(progress.recentAccuracy("crossing")).isNaN();
    }

    @Test
    void returnsEachEventOnce() throws IOException {
        new TestingRun(folder).write(2);

        assertThat(progress.refresh()).isNotEmpty();
        assertThat(progress.refresh()).isEmpty();
    }

    @Test
    void collectsWindowsAllocationsAndOutcomes() throws IOException {
        new TestingRun(folder).write(2);
        progress.refresh();

        assertThat(progress.firstMillis()).contains(TestingRun.ORIGIN);
        assertThat(progress.windows().keySet()).containsExactly(0L, 1L);
        assertThat(progress.currentWindow()).isEqualTo(2);
        assertThat(progress.retraining("crossing", 1))
                .map(Allocation::retraining)
                .map(Allocation.RetrainingShare::configuration)
                .contains("all-5ep");
        assertThat(progress.retraining("crossing", 0)).isEmpty();
        long start = TestingRun.ORIGIN + 30_000;
        assertThat(progress.outcome("crossing", start, start + 30_000))
                .hasValueSatisfying(o -> assertThat(o.getKey()).isEqualTo("PROMOTED"));
        assertThat(progress.outcome("crossing", start + 30_000, start + 60_000)).isEmpty();
    }

    @Test
    void aRetrainingIsRunningUntilAnAllocationWithoutIt() throws IOException {
        new TestingRun(folder).write(2);
        Path allocations = folder.resolve("allocations.jsonl");
        String complete = Files.readString(allocations);
        long first = complete.lines().takeWhile(l -> !l.contains("all-5ep")).count();
        Files.writeString(
                allocations, String.join("\n", complete.lines().limit(first + 1).toList()) + "\n");

        progress.refresh();
        assertThat(progress.training()).containsExactly("crossing all-5ep");

        Files.writeString(allocations, complete);
        progress.refresh();
        assertThat(progress.training()).isEmpty();
    }

    @Test
    void recentAccuracyFollowsTheLatestRegions() throws IOException {
        predict(4000, "[2,2]", "[2,2]");
        progress.refresh();
        assertThat(progress.recentAccuracy("north")).isCloseTo(1, within(1e-9));

        predict(2000, "[2,2]", "[2,4]");
        progress.refresh();
        // older regions have decayed: half of the latest ones are correct
        assertThat(progress.recentAccuracy("north")).isCloseTo(0.5, within(0.01));
    }

    @Test
    void regionsWithoutATrueClassAndRegionsOfDroppedFramesAreCounted() throws IOException {
        append(
                """
                {"camera":"north","timeMillis":5,"window":3,"truth":[-1,2],"classes":[2,2],\
                "droppedFrames":1,"droppedRegions":1}
                """);

        progress.refresh();

        // of one known and one dropped region, the known one is correct
        assertThat(progress.recentAccuracy("north")).isCloseTo(0.5, within(1e-9));
        assertThat(progress.currentWindow()).as("the first of the run").isZero();
    }

    private void predict(int frames, String truth, String classes) throws IOException {
        append(
                "{\"camera\":\"north\",\"timeMillis\":5,\"truth\":%s,\"classes\":%s}\n"
                        .formatted(truth, classes)
                        .repeat(frames));
    }

    private void append(String lines) throws IOException {
        Path file = folder.resolve("predictions.jsonl");
        Files.writeString(file, (Files.exists(file) ? Files.readString(file) : "") + lines);
    }
}
