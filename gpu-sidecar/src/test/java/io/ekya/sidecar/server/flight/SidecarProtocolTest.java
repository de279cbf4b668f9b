/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import static io.ekya.sidecar.testing.RunningSidecar.SITE;
import static io.ekya.sidecar.testing.RunningSidecar.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.learn.LabelledCrops;
import io.ekya.sidecar.api.CloseRequest;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.api.SidecarException.Reason;
import io.ekya.sidecar.api.WindowReport;
import io.ekya.sidecar.client.EventStream;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.testing.RunningSidecar;
import io.ekya.sidecar.testing.TestLabels;
import io.ekya.sidecar.testing.ToyLearner;
import io.ekya.vision.Crops;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SidecarProtocolTest {
    private final Path folder;
    private final RunningSidecar sidecar;
    private final FlightSidecar client;

    SidecarProtocolTest(@TempDir Path folder) {
        this.folder = folder;
        this.sidecar = RunningSidecar.in(folder);
        this.client = sidecar.client();
    }

    @AfterEach
    void end() {
        sidecar.close();
    }

    private static void assertRejected(Reason reason, String text, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOf(SidecarException.class)
                .hasMessageContaining(text)
                .satisfies(e -> assertThat(((SidecarException) e).reason()).isEqualTo(reason));
    }

    private RetrainRequest retrain(long epoch, long revision, double share) {
        return new RetrainRequest(
                SITE, epoch, revision, "cam0", 0, TestLabels.configuration("short", 3), 0.9, share);
    }

    @Test
    void startsANewEpochOnEachHelloAndRejectsOlderOnes() {
        HelloReply first = sidecar.hello("cam0");
        client.put(SITE, "cam0", 0, TestLabels.of(0, 50));
        HelloReply second = sidecar.hello("cam0");
        assertThat(second.epoch()).isEqualTo(first.epoch() + 1);
        assertThat(second.journal()).isEqualTo(first.journal());
        assertRejected(
                Reason.STALE_EPOCH,
                "is stale",
                () -> client.retrain(retrain(first.epoch(), 5, 0.5)));
        assertRejected(
                Reason.REFUSED,
                "is unknown",
                () -> client.retrain(retrain(second.epoch() + 1, 5, 0.5)));
    }

    @Test
    void rejectsPutsReportsAndEndsOfCamerasOfAnOlderEpoch() {
        long old = sidecar.hello("cam0").epoch();
        client.put(SITE, "cam0", 0, old, TestLabels.of(0, 50));
        WindowReport report = new WindowReport(SITE, "cam0", 3, Map.of(), 450, 7);
        client.report(report.inEpoch(old));
        sidecar.hello("cam0");
        assertRejected(
                Reason.STALE_EPOCH,
                "is stale",
                () -> client.put(SITE, "cam0", 0, old, TestLabels.of(0, 50)));
        assertRejected(Reason.STALE_EPOCH, "is stale", () -> client.report(report.inEpoch(old)));
        assertRejected(
                Reason.STALE_EPOCH,
                "is stale",
                () -> client.close(new CloseRequest(SITE, "cam0", old)));
    }

    @Test
    void executesACommandOnceAndRejectsTheSameKeyWithOtherContent() {
        HelloReply hello = sidecar.hello("cam0");
        client.put(SITE, "cam0", 0, TestLabels.of(0, 50));
        client.retrain(retrain(hello.epoch(), 1, 0.5));
        client.retrain(retrain(hello.epoch(), 1, 0.5));
        assertRejected(
                Reason.REFUSED,
                "other content",
                () -> client.retrain(retrain(hello.epoch(), 1, 0.6)));
        assertRejected(
                Reason.REFUSED,
                "is older than revision 1",
                () -> client.retrain(retrain(hello.epoch(), 0, 0.5)));
        List<SidecarEvent> events =
                sidecar.await(hello.journal(), hello.nextEvent(), kind(EventKind.PROMOTED));
        assertThat(events).filteredOn(kind(EventKind.RETRAIN_STARTED)).hasSize(1);
    }

    @Test
    void streamsAReportAsAnEvent() {
        HelloReply hello = sidecar.hello("cam0");
        WindowReport report = new WindowReport(SITE, "cam0", 3, Map.of("every1", 0.2), 450, 7);
        try (EventStream tail = client.events(SITE, hello.journal(), hello.nextEvent())) {
            assertThat(tail.poll(Duration.ofMillis(50))).isNull();
            client.report(report);
            SidecarEvent event = tail.poll(Duration.ofSeconds(10));
            assertThat(event).isNotNull();
            assertThat(event.kind()).isEqualTo(EventKind.REPORTED);
            assertThat(event.n()).isEqualTo(hello.nextEvent());
            assertThat(event.window()).isEqualTo(3);
            assertThat(io.ekya.sidecar.api.Json.read(event.payload(), WindowReport.class))
                    .isEqualTo(report);
        }
    }

    @Test
    void replaysAJournalInSeveralBatches() {
        HelloReply hello = sidecar.hello("cam0");
        for (int i = 0; i < 600; i++) {
            client.report(new WindowReport(SITE, "cam0", i, Map.of(), i, 0));
        }
        long last = hello.nextEvent() + 599;
        assertThat(sidecar.await(hello.journal(), 0, e -> e.n() == last))
                .extracting(SidecarEvent::n)
                .isEqualTo(LongStream.rangeClosed(0, last).boxed().toList());
    }

    @Test
    void replaysEventsFromAnyRetainedNumber() {
        HelloReply hello = sidecar.hello("cam0");
        for (int i = 0; i < 20; i++) {
            client.report(new WindowReport(SITE, "cam0", i, Map.of(), i, 0));
        }
        for (long from = 0; from <= hello.nextEvent() + 19; from += 7) {
            List<SidecarEvent> events =
                    sidecar.await(hello.journal(), from, e -> e.n() == hello.nextEvent() + 19);
            long first = from;
            for (int i = 0; i < events.size(); i++) {
                assertThat(events.get(i).n()).isEqualTo(first + i);
            }
        }
    }

    @Test
    void rejectsAnotherJournalOrANumberBeyondItsEndAsOutOfRange() {
        HelloReply hello = sidecar.hello("cam0");
        try (EventStream tail = client.events(SITE, "another", 0L)) {
            assertRejected(
                    Reason.OUT_OF_RANGE, hello.journal(), () -> tail.poll(Duration.ofSeconds(10)));
        }
        try (EventStream tail = client.events(SITE, hello.journal(), 1_000L)) {
            assertRejected(Reason.OUT_OF_RANGE, "1000", () -> tail.poll(Duration.ofSeconds(10)));
        }
    }

    @Test
    void cancellingEndsAPollButNotTheStream() {
        HelloReply hello = sidecar.hello("cam0");
        try (EventStream tail = client.events(SITE, hello.journal(), hello.nextEvent())) {
            assertThat(tail.poll(Duration.ofMillis(10))).isNull();
            new Thread(tail::cancel).start();
            assertThat(tail.poll(Duration.ofSeconds(60))).isNull();
            client.report(new WindowReport(SITE, "cam0", 3, Map.of(), 1, 0));
            assertThat(tail.poll(Duration.ofSeconds(10))).isNotNull();
        }
    }

    @Test
    void closesTheSiteWhenItsLastCameraHasEnded() {
        HelloReply hello = sidecar.hello("cam0", "cam1");
        client.close(SITE, "cam0");
        client.close(SITE, "cam0");
        assertThat(sidecar.status().sites().get(0).nextEvent()).isEqualTo(hello.nextEvent());
        client.close(SITE, "cam1");
        List<SidecarEvent> events = sidecar.await(hello.journal(), hello.nextEvent(), e -> true);
        assertThat(events.get(0).kind()).isEqualTo(EventKind.SITE_CLOSED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"..", ".", "", "../../etc", "a/b", "a\\b", "a b", "ü", "a\u0000b", "%2e%2e"})
    void rejectsPathTraversalInIds(String id) {
        sidecar.hello("cam0");
        assertRejected(
                Reason.REFUSED, "must be", () -> client.put(SITE, id, 0, TestLabels.of(0, 2)));
        assertRejected(
                Reason.REFUSED, "must be", () -> client.put(id, "cam0", 0, TestLabels.of(0, 2)));
        assertRejected(
                Reason.REFUSED, "must be", () -> client.hello(new HelloRequest(id, List.of())));
        assertRejected(Reason.REFUSED, "must be", () -> client.close(SITE, id));
        assertRejected(Reason.REFUSED, "sha256", () -> client.model(id));
    }

    @Test
    void rejectsLongIdsAndNegativeWindows() {
        assertRejected(
                Reason.REFUSED,
                "must be 1 to 64",
                () -> client.hello(new HelloRequest("x".repeat(65), List.of())));
        sidecar.hello("cam0");
        assertRejected(
                Reason.REFUSED,
                "window must be",
                () -> client.put(SITE, "cam0", -1, TestLabels.of(0, 2)));
    }

    @Test
    void rejectsUnknownClassesAndValuesOutOfRange() {
        HelloReply hello = sidecar.hello("cam0");
        LabelledCrops one =
                new LabelledCrops(
                        new Crops(16, new byte[3 * 16 * 16]), new int[] {7}, new long[] {0});
        assertRejected(
                Reason.REFUSED,
                "label must be 0 to 6, but is 7",
                () -> client.put(SITE, "cam0", 0, one));
        client.put(SITE, "cam0", 0, TestLabels.of(0, 2));
        assertRejected(
                Reason.REFUSED,
                "share must be within 0..1, but is 1.5",
                () -> client.retrain(retrain(hello.epoch(), 1, 1.5)));
        assertRejected(
                Reason.REFUSED,
                "share must be",
                () -> client.resize(new ResizeRequest(SITE, hello.epoch(), 1, null, Double.NaN)));
    }

    @Test
    void reportsUnknownSitesAndModels() {
        assertRejected(Reason.NOT_FOUND, "send hello", () -> client.close("nowhere", "cam0"));
        assertRejected(Reason.NOT_FOUND, "no model", () -> client.model("0".repeat(64)));
    }

    @Test
    void acceptsLabelsAndReportsBeforeHello() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 50));
        client.report(new WindowReport(SITE, "cam0", 0, Map.of(), 1, 0));
        HelloReply hello = sidecar.hello("cam0");
        assertThat(hello.epoch()).isEqualTo(1);
        client.retrain(retrain(hello.epoch(), 1, 1.0));
        List<SidecarEvent> events = sidecar.await(hello.journal(), 0, kind(EventKind.PROMOTED));
        assertThat(events.get(0).kind()).isEqualTo(EventKind.REPORTED);
    }

    @Test
    void servesTheBaseStudentByItsHash() {
        assertThat(client.model(ToyLearner.base().sha256()).bytes())
                .isEqualTo(ToyLearner.base().bytes());
    }

    @Test
    void rejectsCropsOfAnotherSizeInTheSameWindow() {
        sidecar.hello("cam0");
        client.put(SITE, "cam0", 0, TestLabels.of(0, 2));
        LabelledCrops larger =
                new LabelledCrops(
                        new Crops(24, new byte[3 * 24 * 24]), new int[] {1}, new long[] {1});
        assertRejected(
                Reason.REFUSED, "side 16, not 24", () -> client.put(SITE, "cam0", 0, larger));
    }

    @Test
    void rejectsAFolderInUse() {
        assertThatThrownBy(() -> RunningSidecar.in(folder)).hasMessageContaining("cannot be used");
    }

    @Test
    void requiresTheToken(@TempDir Path guarded) {
        try (RunningSidecar secured = RunningSidecar.in(guarded, 0, 0, "s3cret");
                FlightSidecar wrongToken = RunningSidecar.client(secured.port(), "wrong");
                FlightSidecar noToken = RunningSidecar.client(secured.port(), "")) {
            assertThat(secured.hello("cam0").epoch()).isEqualTo(1);
            secured.client().put(SITE, "cam0", 0, TestLabels.of(0, 2));
            assertRejected(Reason.UNAUTHENTICATED, "token", wrongToken::status);
            assertRejected(Reason.UNAUTHENTICATED, "token", noToken::status);
            assertRejected(
                    Reason.UNAUTHENTICATED,
                    "token",
                    () -> wrongToken.put(SITE, "cam0", 0, TestLabels.of(0, 2)));
        }
    }
}
