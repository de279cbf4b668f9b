/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ekya.learn.Architecture;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.server.store.JobRegistry.Kind;
import io.ekya.sidecar.server.store.JobRegistry.State;
import io.ekya.sidecar.server.store.StudentCatalog.Student;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Map;
import org.apache.arrow.memory.RootAllocator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The wall clock is set while the sidecar runs and while it is stopped. */
class ClockStepsTest {
    private static final Architecture ANY = new Architecture("resnet", 4, 16, 1);
    private static final long START = Instant.parse("2026-11-28T12:00:00Z").toEpochMilli();
    private static final int STUDENTS = 4;
    private static final int EVENTS = 1_500;

    /** A wall clock that people set. */
    private static final class SetClock extends Clock {
        private long millis = START;

        @Override
        public long millis() {
            return millis;
        }

        @Override
        public Instant instant() {
            return Instant.ofEpochMilli(millis);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final Path folder;
    private final RootAllocator allocator = new RootAllocator();
    private final SetClock wall = new SetClock();
    private Store store;

    ClockStepsTest(@TempDir Path folder) {
        this.folder = folder;
        this.store = open();
        for (int i = 0; i < STUDENTS; i++) {
            String sha256 = store.models().put(new ModelFile(ANY, new byte[] {(byte) i}));
            store.students().promote(new Student(sha256, "s", "c", i, "c", "", 0.9, 60, 0));
        }
        for (long i = 0; i < EVENTS; i++) {
            store.journal().append("s", EventKind.REPORTED, "c", i, Map.of());
        }
        long job = store.jobs().add(Kind.PROFILE, "s", "c", 0, "{}");
        store.jobs().end(job, State.DONE, "");
        store.journal().register("s", "job", 100);
    }

    private Store open() {
        return Store.open(
                folder,
                allocator,
                bytes -> new ModelFile(ANY, bytes),
                new Retention(1L << 30, 50, Duration.ofDays(1)),
                wall,
                Disk.real());
    }

    @AfterEach
    void end() {
        store.close();
        allocator.close();
    }

    private void assertNothingIsLost() {
        assertThat(store.clean()).isZero();
        assertThat(store.students().of("s", "c")).hasSize(STUDENTS);
        assertThat(store.journal().extent("s").orElseThrow().oldest()).isZero();
        assertThat(store.jobs().known(Kind.PROFILE, "s", "c", 0)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT40S", "-PT40S", "PT1H", "-PT1H", "P18262D", "-P18262D"})
    void aStepMakesNothingOlderAndNothingYoungerThanItIs(String step) {
        wall.millis += Duration.parse(step).toMillis();
        assertNothingIsLost(); // before the step is noticed
        assertThat(store.clock().millis()).isCloseTo(START, within(5_000L));
        store.keepTime();
        assertNothingIsLost();
        assertThat(store.clock().millis()).isEqualTo(wall.millis);
        assertThat(store.students().of("s", "c").get(0).createdMillis())
                .isCloseTo(wall.millis, within(5_000L));
        wall.millis -= Duration.parse(step).toMillis();
        store.keepTime();
        assertNothingIsLost();
        store.close();
        store = open();
        assertNothingIsLost();
    }

    @ParameterizedTest
    @ValueSource(strings = {"-PT40S", "PT1H", "-PT1H", "P18262D", "-P18262D"})
    void aStepWhileTheSidecarIsStoppedIsNoticedAtItsStart(String step) {
        store.close();
        wall.millis += Duration.parse(step).toMillis();
        store = open();
        assertNothingIsLost();
        store.journal().append("s", EventKind.REPORTED, "c", 0L, Map.of());
        assertNothingIsLost();
    }

    @Test
    void whatIsTooOldIsStillRemovedAfterAStepBack() {
        wall.millis -= Duration.ofHours(1).toMillis();
        store.keepTime();
        store.close();
        wall.millis += Duration.ofHours(25).toMillis(); // stopped for more than a day
        store = open();
        assertThat(store.clean()).as("all but the serving and the previous one").isEqualTo(2);
        assertThat(store.journal().extent("s").orElseThrow().oldest())
                .as("events that a client needs stay")
                .isEqualTo(100);
    }

    @Test
    void smallCorrectionsAreFollowed() {
        wall.millis += 3_000;
        assertThat(store.clock().millis()).isEqualTo(wall.millis);
    }
}
