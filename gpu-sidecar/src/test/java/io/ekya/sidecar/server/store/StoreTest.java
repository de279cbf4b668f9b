/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.learn.LabelledCrops;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.Samples;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.server.store.RefusedException.Rule;
import io.ekya.vision.Crops;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreTest {
    private static final int SIDE = 8;

    private final RootAllocator allocator = new RootAllocator();
    private final Path folder;
    private final Database database;
    private final SampleStore samples;

    StoreTest(@TempDir Path folder) {
        this.folder = folder;
        this.database = Database.open(folder.resolve("registry.db"), Disk.real());
        this.samples =
                new SampleStore(
                        folder.resolve("samples"),
                        database,
                        new DurableFiles(Disk.real()),
                        new SampleFile(allocator),
                        3);
    }

    @AfterEach
    void end() {
        database.close();
        allocator.close();
    }

    /** Returns one crop per time; its label is also the value of its bytes. */
    private static Samples at(int label, long... times) {
        byte[] bgr = new byte[times.length * 3 * SIDE * SIDE];
        Arrays.fill(bgr, (byte) label);
        int[] labels = new int[times.length];
        Arrays.fill(labels, label);
        return Samples.numbered(new LabelledCrops(new Crops(SIDE, bgr), labels, times));
    }

    private long[] times(long window) {
        return samples.window("s", "c", window).orElseThrow().crops().timesMillis();
    }

    @Test
    void upsertsByTimeAndRegion() {
        samples.put("s", "c", 0, at(1, 10, 10, 20));
        samples.put("s", "c", 0, at(2, 20, 30));
        Samples all = samples.window("s", "c", 0).orElseThrow();
        assertThat(all.crops().timesMillis()).containsExactly(10, 10, 20, 30);
        assertThat(all.regions()).containsExactly(0, 1, 0, 0);
        assertThat(all.crops().labels()).containsExactly(1, 1, 2, 2);
        assertThat(all.crops().crops().bgr()[2 * 3 * SIDE * SIDE]).isEqualTo((byte) 2);
    }

    @Test
    void keepsTheLastWindowsOfEachCamera() {
        for (long window = 0; window < 5; window++) {
            samples.put("s", "c", window, at(1, 100 * window));
        }
        assertThat(samples.windows("s", "c")).containsExactly(2L, 3L, 4L);
        assertThat(folder.resolve("samples/s/c/1")).doesNotExist();
    }

    @Test
    void aNewRunDropsTheSamplesOfThePreviousOne() {
        samples.put("s", "c", 0, at(1, 10));
        samples.put("s", "c", 1, at(1, 110));
        samples.put("s", "c", 0, at(2, 1_000_000));
        assertThat(samples.windows("s", "c")).containsExactly(0L);
        assertThat(times(0)).containsExactly(1_000_000);
    }

    @Test
    void windowsOfAnotherLengthDropTheSamplesOfTheOldNumbers() {
        samples.put("s", "c", 9_000_000, at(1, 1_800_000_000_000L)); // windows of 200 s
        samples.put("s", "c", 18_000_002, at(2, 1_800_000_200_000L)); // of 100 s
        assertThat(samples.windows("s", "c")).containsExactly(18_000_002L);
        samples.put("s", "c", 4_500_001, at(3, 1_800_000_400_000L)); // of 400 s
        assertThat(samples.windows("s", "c")).containsExactly(4_500_001L);
        assertThat(times(4_500_001)).containsExactly(1_800_000_400_000L);
    }

    @Test
    void keepsLaterWindowsOnALateLabel() {
        samples.put("s", "c", 0, at(1, 10));
        samples.put("s", "c", 1, at(1, 110));
        samples.put("s", "c", 0, at(1, 90));
        assertThat(samples.windows("s", "c")).containsExactly(0L, 1L);
        assertThat(times(0)).containsExactly(10, 90);
    }

    @Test
    void skipsDamagedFiles() throws java.io.IOException {
        samples.put("s", "c", 0, at(1, 10));
        samples.put("s", "c", 0, at(1, 20));
        Files.writeString(folder.resolve("samples/s/c/0/0.arrow"), "no arrow");
        assertThat(times(0)).containsExactly(20);
    }

    @Test
    void dropsTheOldestEventsAndRejectsReadingThem() {
        Journal journal = new Journal(database, Clock.systemUTC(), 10);
        for (int i = 0; i < 400; i++) {
            journal.append("s", EventKind.REPORTED, "c", (long) i, Map.of());
        }
        Journal.Extent extent = journal.extent("s").orElseThrow();
        assertThat(extent.next()).isEqualTo(400);
        assertThat(extent.oldest()).isPositive();
        List<SidecarEvent> kept = journal.read("s", extent.id(), extent.oldest(), 1_000);
        assertThat(kept).hasSize((int) (400 - extent.oldest()));
        assertThat(kept.get(0).n()).isEqualTo(extent.oldest());
        assertThatThrownBy(() -> journal.read("s", extent.id(), extent.oldest() - 1, 1))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        e -> assertThat(e.rule()).isEqualTo(Rule.OUT_OF_RANGE));
    }

    @Test
    void readingDoesNotCountAsAChange() {
        Journal journal = new Journal(database, Clock.systemUTC(), 10);
        journal.append("s", EventKind.REPORTED, "c", 0L, Map.of());
        long seen = journal.changes();
        Journal.Extent extent = journal.extent("s").orElseThrow();
        journal.read("s", extent.id(), 0, 10);
        journal.newest("s", "c", EventKind.REPORTED);
        assertThat(journal.changes()).isEqualTo(seen);
    }

    @Test
    void eachSiteHasItsOwnJournal() {
        Journal journal = new Journal(database, Clock.systemUTC(), 1_000);
        journal.append("a", EventKind.REPORTED, "c", 0L, Map.of());
        journal.append("b", EventKind.REPORTED, "c", 0L, Map.of());
        SidecarEvent second = journal.append("a", EventKind.REPORTED, "c", 1L, Map.of());
        assertThat(second.n()).isEqualTo(1);
        assertThat(journal.open("a").id()).isNotEqualTo(journal.open("b").id());
    }

    @Test
    void rollsBackAFailedTransaction() {
        Journal journal = new Journal(database, Clock.systemUTC(), 1_000);
        assertThatThrownBy(
                        () ->
                                database.transaction(
                                        () -> {
                                            journal.append(
                                                    "s", EventKind.REPORTED, "c", 0L, Map.of());
                                            throw new IllegalStateException("power cut");
                                        }))
                .hasMessage("power cut");
        assertThat(journal.extent("s")).isEmpty();
    }
}
