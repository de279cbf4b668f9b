/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server;

import static io.ekya.sidecar.testing.RunningSidecar.SITE;
import static io.ekya.sidecar.testing.RunningSidecar.kind;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.api.SidecarException.Reason;
import io.ekya.sidecar.client.EventStream;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.testing.RunningSidecar;
import io.ekya.sidecar.testing.TestLabels;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SidecarRestartTest {
    private static RetrainRequest retrain(HelloReply hello, long revision, int epochs) {
        return new RetrainRequest(
                SITE,
                hello.epoch(),
                revision,
                "cam0",
                0,
                TestLabels.configuration("c" + epochs, epochs),
                0.9,
                1.0);
    }

    private static String promote(RunningSidecar sidecar, HelloReply hello, long revision) {
        sidecar.client().put(SITE, "cam0", 0, TestLabels.of(0, 60));
        sidecar.client().retrain(retrain(hello, revision, 3));
        List<SidecarEvent> events =
                sidecar.await(hello.journal(), hello.nextEvent(), kind(EventKind.PROMOTED));
        return requireNonNull(
                Json.read(events.get(events.size() - 1).payload(), RetrainResult.class).sha256());
    }

    @Test
    void aClientReconnectsToASidecarRestartedOnTheSamePort(@TempDir Path folder) {
        RunningSidecar first = RunningSidecar.in(folder);
        int port = first.port();
        HelloReply hello = first.hello("cam0");
        String student = promote(first, hello, 1);
        first.client().put(SITE, "cam0", 1, TestLabels.of(1, 60));
        first.client().retrain(retrain(hello, 2, 1_000_000));
        try (FlightSidecar client = RunningSidecar.client(port, "")) {
            assertThat(client.model(student).sha256()).isEqualTo(student);
            first.close();
            assertThatThrownBy(client::status)
                    .isInstanceOfSatisfying(
                            SidecarException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
            try (RunningSidecar second = RunningSidecar.in(folder, port, 0, "")) {
                assertThat(second.port()).isEqualTo(port);
                assertThat(client.model(student).sha256()).isEqualTo(student);
                List<SidecarEvent> events =
                        RunningSidecar.await(
                                client, hello.journal(), 0, kind(EventKind.RETRAIN_FAILED));
                assertThat(events).extracting(SidecarEvent::n).startsWith(0L, 1L, 2L);
                assertThat(events.get(events.size() - 1).payload()).contains("sidecar restarted");
                HelloReply again = client.hello(new HelloRequest(SITE, List.of("cam0")));
                assertThat(again.epoch()).isEqualTo(hello.epoch() + 1);
                assertThat(again.journal()).isEqualTo(hello.journal());
                assertThat(again.students().get("cam0"))
                        .extracting(HelloReply.Serving::sha256)
                        .isEqualTo(student);
                client.retrain(retrain(again, 1, 2));
            }
        }
    }

    @Test
    void anOpenEventStreamFailsWhenTheSidecarStops(@TempDir Path folder) {
        RunningSidecar sidecar = RunningSidecar.in(folder);
        HelloReply hello = sidecar.hello("cam0");
        try (FlightSidecar client = RunningSidecar.client(sidecar.port(), "");
                EventStream tail = client.events(SITE, hello.journal(), hello.nextEvent())) {
            assertThat(tail.poll(Duration.ofMillis(10))).isNull();
            sidecar.close();
            assertThatThrownBy(() -> tail.poll(Duration.ofSeconds(15)))
                    .isInstanceOfSatisfying(
                            SidecarException.class,
                            e -> assertThat(e.reason()).isEqualTo(Reason.UNAVAILABLE));
        }
    }

    @Test
    void aDamagedStudentIsNeitherServedNorTrained(@TempDir Path folder) throws IOException {
        try (RunningSidecar sidecar = RunningSidecar.in(folder)) {
            HelloReply hello = sidecar.hello("cam0");
            String student = promote(sidecar, hello, 1);
            Path file = folder.resolve("models").resolve(student + ".model");
            byte[] bytes = Files.readAllBytes(file);
            bytes[10] ^= 1;
            Files.write(file, bytes);
            assertThatThrownBy(() -> sidecar.client().model(student))
                    .isInstanceOf(SidecarException.class)
                    .hasMessageContaining("damaged on disk");
            sidecar.client().retrain(retrain(hello, 2, 4));
            List<SidecarEvent> events =
                    sidecar.await(
                            hello.journal(),
                            hello.nextEvent(),
                            e -> kind(EventKind.PROMOTED).test(e) && e.payload().contains("c4"));
            RetrainResult result =
                    Json.read(events.get(events.size() - 1).payload(), RetrainResult.class);
            assertThat(result.oldAccuracy()).isLessThan(0.6); // of the base student
        }
    }

    @Test
    void aCameraWithADamagedStudentFallsBackToThePreviousOne(@TempDir Path folder)
            throws IOException {
        String student;
        try (RunningSidecar sidecar = RunningSidecar.in(folder)) {
            student = promote(sidecar, sidecar.hello("cam0"), 1);
        }
        Files.writeString(folder.resolve("models").resolve(student + ".model"), "cut off");
        try (RunningSidecar sidecar = RunningSidecar.in(folder)) {
            assertThat(sidecar.serving("cam0")).as("the base student serves").isNull();
        }
    }

    @Test
    void removesTemporaryFilesOfAKilledProcess(@TempDir Path folder) throws IOException {
        Path models = Files.createDirectory(folder.resolve("models"));
        Path leftover = Files.writeString(models.resolve("x.tmp"), "half");
        try (RunningSidecar sidecar = RunningSidecar.in(folder)) {
            assertThat(leftover).doesNotExist();
            assertThat(folder.resolve("port")).hasContent(Integer.toString(sidecar.port()));
        }
    }

    @Test
    void reportsADamagedRegistry(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("registry.db"), "this is not a database ".repeat(1_000));
        assertThatThrownBy(() -> RunningSidecar.in(folder))
                .hasMessageContaining("registry.db cannot be opened");
    }
}
