/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.sink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskBudgetTest {
    private static final int BYTES = 100;

    private final Path folder;

    DiskBudgetTest(@TempDir Path folder) throws IOException {
        this.folder = folder;
        // From old to new.
        List<String> files =
                List.of(
                        "windows.000001.jsonl",
                        "predictions.000001.jsonl",
                        "events.000001.jsonl",
                        "allocations.000001.jsonl",
                        "predictions.000002.jsonl",
                        "windows.jsonl",
                        "predictions.jsonl");
        for (int i = 0; i < files.size(); i++) {
            Path file = Files.write(folder.resolve(files.get(i)), new byte[BYTES]);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000L * (i + 1)));
        }
        Files.write(folder.resolve("report.html"), new byte[10 * BYTES]);
    }

    private List<String> keep(long bytes) throws IOException {
        DiskBudget.keep(folder, bytes, 0);
        try (Stream<Path> left = Files.list(folder)) {
            return left.map(f -> String.valueOf(f.getFileName())).sorted().toList();
        }
    }

    @Test
    void deletesTheOldestRolledFilesButResultsAndEventsLast() throws IOException {
        assertThat(keep(7 * BYTES)).hasSize(8);
        assertThat(keep(6 * BYTES)).hasSize(7).doesNotContain("predictions.000001.jsonl");
        assertThat(keep(4 * BYTES))
                .doesNotContain("allocations.000001.jsonl", "predictions.000002.jsonl")
                .contains("windows.000001.jsonl", "events.000001.jsonl");
        assertThat(keep(3 * BYTES)).doesNotContain("windows.000001.jsonl");
    }

    @Test
    void leavesRoomForTheGrowthOfCurrentFiles() throws IOException {
        // Two current files can grow by 50 bytes each, so that 700 + 100 exceeds 799.
        DiskBudget.keep(folder, 8 * BYTES, 150);
        assertThat(folder.resolve("predictions.000001.jsonl")).exists();
        DiskBudget.keep(folder, 8 * BYTES - 1, 150);
        assertThat(folder.resolve("predictions.000001.jsonl")).doesNotExist();
    }

    @Test
    void neverDeletesCurrentOrOtherFiles() throws IOException {
        assertThat(keep(1)).containsExactly("predictions.jsonl", "report.html", "windows.jsonl");
    }

    @Test
    void tellsWhatIsLeft() throws IOException {
        assertThat(DiskBudget.keep(folder, 5 * BYTES, 0))
                .isEqualTo(new DiskBudget.Outcome(5 * BYTES, 2));
        assertThat(DiskBudget.keep(folder.resolve("absent"), 1, 1))
                .isEqualTo(new DiskBudget.Outcome(0, 0));
    }

    @Test
    void aFileFromATimeWhenTheClockWasAheadIsNoNewerThanItsSuccessors() throws IOException {
        Files.setLastModifiedTime(
                folder.resolve("predictions.000001.jsonl"),
                FileTime.fromMillis(Duration.ofDays(50 * 365).toMillis()));
        assertThat(keep(6 * BYTES))
                .doesNotContain("allocations.000001.jsonl")
                .contains("predictions.000001.jsonl", "predictions.000002.jsonl");
        assertThat(keep(5 * BYTES))
                .doesNotContain("predictions.000001.jsonl")
                .contains("predictions.000002.jsonl");
    }
}
