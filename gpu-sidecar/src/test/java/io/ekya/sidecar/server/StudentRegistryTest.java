/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server;

import static io.ekya.sidecar.testing.RunningSidecar.SITE;
import static io.ekya.sidecar.testing.RunningSidecar.kind;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.ServingChange;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.api.SidecarException.Reason;
import io.ekya.sidecar.api.StudentInfo;
import io.ekya.sidecar.api.StudentList;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.testing.RunningSidecar;
import io.ekya.sidecar.testing.TestLabels;
import io.ekya.sidecar.testing.ToyLearner;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class StudentRegistryTest {
    private final Path folder;
    private final RunningSidecar sidecar;
    private final FlightSidecar client;
    private final HelloReply hello;
    private long next;
    private String first = "";

    StudentRegistryTest(@TempDir Path folder) {
        this.folder = folder;
        this.sidecar = RunningSidecar.in(folder);
        this.client = sidecar.client();
        this.hello = sidecar.hello("cam0");
        this.next = hello.nextEvent();
    }

    @BeforeEach
    void publishAStudent() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
        first = requireNonNull(retrain(1, TestLabels.configuration("short", 3)).sha256());
    }

    @AfterEach
    void end() {
        sidecar.close();
    }

    private RetrainResult retrain(
            long revision, io.ekya.learn.RetrainingConfiguration configuration) {
        client.retrain(
                new RetrainRequest(
                        SITE, hello.epoch(), revision, "cam0", 0, configuration, 0.9, 1.0));
        SidecarEvent end =
                last(
                        kind(EventKind.PROMOTED)
                                .or(kind(EventKind.NOT_PROMOTED))
                                .or(kind(EventKind.CANCELLED)));
        return Json.read(end.payload(), RetrainResult.class);
    }

    private SidecarEvent last(java.util.function.Predicate<SidecarEvent> wanted) {
        List<SidecarEvent> events = sidecar.await(hello.journal(), next, wanted);
        SidecarEvent last = events.get(events.size() - 1);
        next = last.n() + 1;
        return last;
    }

    private @Nullable String serving() {
        return sidecar.status().sites().get(0).cameras().get(0).student();
    }

    @Test
    void listsStudentsAndWhetherTheyServe() {
        StudentList all = client.students();
        assertThat(all.base()).isEqualTo(ToyLearner.base().sha256());
        assertThat(all.students()).hasSize(1);
        StudentInfo student = all.students().get(0);
        assertThat(student.sha256()).isEqualTo(first);
        assertThat(student.parent()).isEqualTo(all.base());
        assertThat(student.configuration()).isEqualTo("short");
        assertThat(student.accuracy()).isEqualTo(1.0);
        assertThat(student.heldOut()).isGreaterThanOrEqualTo(30);
        assertThat(student.serving()).isTrue();
        assertThat(student.pinned()).isFalse();
    }

    @Test
    void rollsBackToThePreviousStudentAndJournalsIt() {
        ServingChange back = client.rollBack(SITE, "cam0", null);
        assertThat(back.sha256()).isEqualTo(ToyLearner.base().sha256());
        assertThat(back.sequence()).isEqualTo(2);
        SidecarEvent event = last(kind(EventKind.SERVING_CHANGED));
        assertThat(Json.read(event.payload(), ServingChange.class)).isEqualTo(back);
        assertThat(serving()).isNull();
        assertThat(client.rollBack(SITE, "cam0", first).sha256()).isEqualTo(first);
        assertThat(serving()).isEqualTo(first);
    }

    @Test
    void rejectsRollingBackToAnUnknownStudent() {
        assertThatThrownBy(() -> client.rollBack(SITE, "cam0", "0".repeat(64)))
                .isInstanceOfSatisfying(
                        SidecarException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.NOT_FOUND));
        assertThatThrownBy(() -> client.rollBack(SITE, "cam7", null))
                .hasMessageContaining("no camera cam7");
        assertThat(serving()).isEqualTo(first);
    }

    @Test
    void doesNotReplaceAPinnedStudent() {
        client.rollBack(SITE, "cam0", null);
        assertThat(client.pin(SITE, "cam0", true).pinned()).isTrue();
        RetrainResult result = retrain(2, TestLabels.configuration("long", 5));
        assertThat(result.reason()).contains("pinned");
        assertThat(serving()).isNull();
        client.pin(SITE, "cam0", false);
        assertThat(retrain(3, TestLabels.configuration("long", 4)).sha256()).isNotEmpty();
    }

    @Test
    void purgingRemovesOnlyThatCamerasSamplesAndStudents() {
        client.put(SITE, "cam1", 0, TestLabels.of(0, 2));
        client.purge(SITE, "cam0");
        assertThat(folder.resolve("samples/site/cam0")).doesNotExist();
        assertThat(folder.resolve("samples/site/cam1")).exists();
        assertThat(folder.resolve("models/" + first + ".model")).doesNotExist();
        assertThat(client.students().students()).isEmpty();
        assertThat(serving()).isNull();
    }

    @Test
    void rejectsRegistrationsBeyondTheJournal() {
        client.register(SITE, "job", 1);
        assertThatThrownBy(() -> client.register(SITE, "job", 1_000_000))
                .isInstanceOfSatisfying(
                        SidecarException.class,
                        e -> assertThat(e.reason()).isEqualTo(Reason.OUT_OF_RANGE));
    }
}
