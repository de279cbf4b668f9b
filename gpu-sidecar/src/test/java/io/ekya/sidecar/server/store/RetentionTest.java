/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.learn.Architecture;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.CloseRequest;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.Samples;
import io.ekya.sidecar.server.store.StudentCatalog.Student;
import io.ekya.vision.Crops;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RetentionTest {
    private static final Architecture ANY = new Architecture("resnet", 4, 16, 1);
    private static final int KIB = 1 << 10;

    private final Path folder;
    private final RootAllocator allocator = new RootAllocator();
    private Store store;

    RetentionTest(@TempDir Path folder) {
        this.folder = folder;
        this.store = open(Retention.DEFAULT, Instant.EPOCH);
    }

    private Store open(Retention retention, Instant now) {
        return Store.open(
                folder,
                allocator,
                bytes -> new ModelFile(ANY, bytes),
                retention,
                Clock.fixed(now, ZoneOffset.UTC),
                Disk.real());
    }

    private void reopen(Retention retention, Instant now) {
        store.close();
        store = open(retention, now);
    }

    @AfterEach
    void end() {
        store.close();
        allocator.close();
    }

    /** Publishes a student of 100 KiB. */
    private String publish(String camera, int number) {
        byte[] bytes = new byte[100 * KIB];
        bytes[0] = (byte) number;
        bytes[1] = (byte) camera.hashCode();
        String sha256 = store.models().put(new ModelFile(ANY, bytes));
        store.students().promote(new Student(sha256, "s", camera, number, "c", "", 0.9, 60, 0));
        return sha256;
    }

    private boolean kept(String sha256) {
        return folder.resolve("models/" + sha256 + ".model").toFile().exists();
    }

    @Test
    void keepsTheNewestStudentsAndTheLastGoodOne() {
        List<String> all = new java.util.ArrayList<>();
        for (int i = 0; i < 6; i++) {
            all.add(publish("c", i));
        }
        store.students().serve("s", "c", all.get(0));
        store.students().serve("s", "c", all.get(1));
        reopen(new Retention(1L << 30, 2, Duration.ofDays(1)), Instant.EPOCH);
        assertThat(store.clean()).isEqualTo(2);
        assertThat(all.stream().map(this::kept).toList())
                .as("last good, serving, and the newest two")
                .containsExactly(true, true, false, false, true, true);
    }

    @Test
    void removesOldStudentsThatDoNotServe() {
        String old = publish("c", 0);
        String before = publish("c", 1);
        String serving = publish("c", 2);
        reopen(
                new Retention(1L << 30, 50, Duration.ofDays(1)),
                Instant.EPOCH.plus(Duration.ofDays(2)));
        store.clean();
        assertThat(kept(old)).isFalse();
        assertThat(kept(before)).isTrue();
        assertThat(kept(serving)).isTrue();
        assertThat(store.students().of("s", "c")).hasSize(2);
    }

    @Test
    void removesTheOldestDataAboveTheSizeLimit() {
        for (int i = 0; i < 8; i++) {
            publish("c", i);
        }
        for (long window = 0; window < 3; window++) {
            store.samples().put("s", "c", window, oneCrop(window + 1));
        }
        reopen(new Retention(500 * KIB, 50, Duration.ofDays(1)), Instant.EPOCH);
        store.clean();
        assertThat(store.students().of("s", "c")).hasSizeBetween(2, 5);
        assertThat(store.samples().windows("s", "c")).contains(2L);
        reopen(new Retention(1, 50, Duration.ofDays(1)), Instant.EPOCH);
        store.clean();
        assertThat(store.students().of("s", "c")).hasSize(2);
        assertThat(store.samples().windows("s", "c")).containsExactly(2L);
    }

    private static Samples oneCrop(long time) {
        return Samples.numbered(
                new LabelledCrops(
                        new Crops(8, new byte[3 * 64]), new int[] {1}, new long[] {time}));
    }

    @Test
    void keepsEventsNeededByARegisteredClient() {
        for (int i = 0; i < 2_000; i++) {
            store.journal().append("s", EventKind.REPORTED, "c", (long) i, Map.of());
        }
        store.journal().register("s", "job", 300);
        reopen(new Retention(1, 50, Duration.ofDays(1)), Instant.EPOCH);
        store.clean();
        assertThat(store.journal().extent("s").orElseThrow().oldest()).isEqualTo(300);
        store.journal().register("s", "job", 1_900);
        store.clean();
        assertThat(store.journal().extent("s").orElseThrow().oldest()).isEqualTo(1_000);
        reopen(
                new Retention(1L << 30, 50, Duration.ofDays(1)),
                Instant.EPOCH.plus(Duration.ofDays(2)));
        store.clean();
        assertThat(store.journal().extent("s").orElseThrow().oldest()).isEqualTo(1_900);
    }

    @Test
    void removesUnregisteredModelFiles() {
        String serving = publish("c", 0);
        String orphan = store.models().put(new ModelFile(ANY, new byte[] {1, 2, 3}));
        String base = store.models().put(new ModelFile(ANY, new byte[] {4, 5, 6}));
        store.removeOrphans(Set.of(base));
        assertThat(kept(serving)).isTrue();
        assertThat(kept(base)).isTrue();
        assertThat(kept(orphan)).isFalse();
    }

    @Test
    void aRollBackNeverGetsAStudentThatRetentionRemoves() throws InterruptedException {
        reopen(new Retention(1L << 30, 1, Duration.ofDays(1)), Instant.EPOCH);
        StudentCuration curation = new StudentCuration(store, "base");
        for (int round = 0; round < 40; round++) {
            String wanted = publish("c", 4 * round);
            for (int i = 1; i < 4; i++) {
                publish("c", 4 * round + i);
            }
            Thread rollBack =
                    new Thread(
                            () -> {
                                try {
                                    curation.rollBack("s", "c", wanted);
                                } catch (RefusedException | StoreException e) {
                                    // retention was first
                                }
                            });
            rollBack.start();
            store.clean();
            rollBack.join();
            String serving = store.students().serving("s", "c").orElseThrow().sha256();
            assertThat(kept(serving)).as("round %d: %s serves", round, serving).isTrue();
        }
    }

    @Test
    void windowsOfClosedCamerasAreRemovedAndNewestOnesShortenedAboveTheSizeLimit() {
        store.sites().hello(new HelloRequest("s", List.of("open", "closed")), List.of());
        for (int i = 0; i < 3; i++) {
            store.samples().put("s", "open", 0, oneCrop(10 + i));
            store.samples().put("s", "closed", 0, oneCrop(10 + i));
        }
        store.sites().close(new CloseRequest("s", "closed", null));
        reopen(new Retention(1, 50, Duration.ofDays(1)), Instant.EPOCH);
        store.clean();
        assertThat(store.samples().windows("s", "closed")).isEmpty();
        assertThat(store.samples().window("s", "open", 0).orElseThrow().crops().timesMillis())
                .as("the newest labels of a camera that is there")
                .containsExactly(12);
        store.samples().put("s", "open", 0, oneCrop(20));
        assertThat(store.samples().window("s", "open", 0).orElseThrow().crops().timesMillis())
                .containsExactly(12, 20);
    }
}
