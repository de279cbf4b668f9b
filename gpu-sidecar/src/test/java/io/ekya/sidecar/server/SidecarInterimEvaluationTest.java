/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server;

import static io.ekya.sidecar.testing.RunningSidecar.SITE;
import static io.ekya.sidecar.testing.RunningSidecar.kind;
import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.RetrainCorrection;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.testing.RunningSidecar;
import io.ekya.sidecar.testing.TestLabels;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Interim evaluations of a retraining; 80 toy epochs are long enough to have some. */
@Timeout(60)
class SidecarInterimEvaluationTest {
    private static final int SPIN_MILLIS = 2;
    private static final int EPOCHS = 80;

    private final RunningSidecar sidecar;
    private final FlightSidecar client;
    private final HelloReply hello;

    SidecarInterimEvaluationTest(@TempDir Path folder) {
        this.sidecar = RunningSidecar.in(folder, 0, SPIN_MILLIS, "");
        this.client = sidecar.client();
        this.hello = sidecar.hello("cam0");
        client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
    }

    @AfterEach
    void end() {
        sidecar.close();
    }

    /** Retrains and returns all events until the promotion. */
    private List<SidecarEvent> retrain(String id, double expectedAccuracy) {
        client.retrain(
                new RetrainRequest(
                        SITE,
                        hello.epoch(),
                        1,
                        "cam0",
                        0,
                        TestLabels.configuration(id, EPOCHS),
                        expectedAccuracy,
                        1.0));
        return sidecar.await(hello.journal(), hello.nextEvent(), kind(EventKind.PROMOTED));
    }

    private static List<RetrainCorrection> corrections(List<SidecarEvent> events) {
        return events.stream()
                .filter(kind(EventKind.CORRECTED))
                .map(e -> Json.read(e.payload(), RetrainCorrection.class))
                .toList();
    }

    @Test
    void correctsARetrainingThatExceedsItsExpectedAccuracy() {
        List<SidecarEvent> events = retrain("long", 0.5);
        List<RetrainCorrection> corrections = corrections(events);
        assertThat(corrections)
                .hasSize(2)
                .first()
                .satisfies(
                        c -> {
                            assertThat(c.configuration()).isEqualTo("long");
                            assertThat(c.epochsDone()).isBetween(EPOCHS / 3, EPOCHS / 3 + 1);
                            assertThat(c.accuracy()).isEqualTo(1.0);
                            assertThat(c.heldOut()).isBetween(32, 60);
                            assertThat(c.plannedAccuracy()).isEqualTo(0.5);
                            assertThat(c.expectedAccuracy()).isBetween(0.55, 0.95);
                            assertThat(c.remainingGpuSeconds()).isPositive();
                            assertThat(c.reason()).startsWith("100.0 % where ");
                        });
        assertThat(corrections.get(1).expectedAccuracy())
                .as("later interim evaluations have more weight")
                .isGreaterThan(corrections.get(0).expectedAccuracy());
        assertThat(events).filteredOn(kind(EventKind.CORRECTED)).allMatch(e -> e.isOfWindow(0));
        RetrainResult end = Json.read(events.get(events.size() - 1).payload(), RetrainResult.class);
        assertThat(end.expectedAccuracy()).as("the planned accuracy").isEqualTo(0.5);
    }

    @Test
    void doesNotCorrectARetrainingThatProceedsAsExpected() {
        assertThat(corrections(retrain("long", 1.0))).isEmpty();
    }

    @Test
    void correctsARetrainingSlowerThanItsProfile() {
        client.profile(RunningSidecar.profile("cam0", 0, 60)); // "long" has 10 epochs there
        sidecar.await(hello.journal(), hello.nextEvent(), kind(EventKind.PROFILED));
        assertThat(corrections(retrain("long", 1.0)))
                .first()
                .satisfies(
                        c -> {
                            assertThat(c.reason()).contains("GPU-seconds in all where");
                            assertThat(c.remainingGpuSeconds()).isPositive();
                        });
    }
}
