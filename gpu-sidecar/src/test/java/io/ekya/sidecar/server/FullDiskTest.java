/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server;

import static io.ekya.sidecar.testing.RunningSidecar.SITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.api.SidecarException.Reason;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.testing.RunningSidecar;
import io.ekya.sidecar.testing.SmallDisk;
import io.ekya.sidecar.testing.TestLabels;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The sidecar's folder on a real disk that fills at each moment of its work. */
@Timeout(120)
class FullDiskTest {
    private static final long SPIN_MILLIS = 10;

    private final SmallDisk disk;
    private RunningSidecar sidecar;
    private FlightSidecar client;
    private HelloReply hello;

    FullDiskTest(@TempDir Path folder) {
        disk = SmallDisk.at(folder, 6);
    }

    @BeforeEach
    void start() {
        sidecar = RunningSidecar.in(disk.folder(), 0, SPIN_MILLIS, "");
        client = sidecar.client();
        hello = sidecar.hello("cam0", "cam1");
    }

    @AfterEach
    void end() {
        disk.free();
        if (sidecar != null) {
            sidecar.close();
        }
        disk.close();
    }

    private static void assertRetried(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        SidecarException.class,
                        e ->
                                assertThat(e.reason())
                                        .as("%s", e.getMessage())
                                        .isEqualTo(Reason.UNAVAILABLE));
    }

    private SidecarEvent await(EventKind kind, String camera, long window) {
        List<SidecarEvent> events =
                sidecar.await(
                        hello.journal(),
                        hello.nextEvent(),
                        e -> e.kind() == kind && camera.equals(e.camera()) && e.isOfWindow(window));
        return events.get(events.size() - 1);
    }

    private ProfileResult profiled(String camera, long window) {
        return Json.read(await(EventKind.PROFILED, camera, window).payload(), ProfileResult.class);
    }

    private void awaitIdle() {
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .until(() -> sidecar.status().jobs().isEmpty());
    }

    private void assertHealthy() throws Exception {
        HttpResponse<String> health =
                HttpClient.newHttpClient()
                        .send(
                                HttpRequest.newBuilder(
                                                URI.create(
                                                        "http://127.0.0.1:%d/healthz"
                                                                .formatted(sidecar.httpPort())))
                                        .build(),
                                HttpResponse.BodyHandlers.ofString());
        assertThat(health.statusCode()).as(health.body()).isEqualTo(200);
    }

    @Test
    void callsAreToBeRetriedAndSucceedOnceThereIsSpace() throws Exception {
        disk.fill();
        assertRetried(() -> client.put(SITE, "cam0", 0, TestLabels.of(0, 60)));
        for (int i = 0; i < 20; i++) { // some of them find room in a page
            long window = i;
            try {
                client.profile(RunningSidecar.profile("cam1", window, 1));
            } catch (SidecarException e) {
                assertThat(e.reason()).as("%s", e.getMessage()).isEqualTo(Reason.UNAVAILABLE);
            }
        }
        disk.free();
        client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
        client.profile(RunningSidecar.profile("cam0", 0, 1));
        assertThat(profiled("cam0", 0).options()).hasSize(3);
        assertHealthy();
    }

    @Test
    void aProfileThatEndsOnAFullDiskIsRecordedOnceThereIsSpace() throws Exception {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
        client.put(SITE, "cam1", 0, TestLabels.of(0, 60));
        client.profile(RunningSidecar.profile("cam0", 0, 1));
        client.profile(RunningSidecar.profile("cam1", 0, 1));
        disk.fill();
        awaitIdle();
        disk.free();
        assertThat(profiled("cam0", 0).options()).hasSize(3);
        assertThat(profiled("cam1", 0).options()).hasSize(3);
        client.put(SITE, "cam1", 1, TestLabels.of(1, 60));
        client.profile(RunningSidecar.profile("cam1", 1, 1));
        assertThat(profiled("cam1", 1).options()).as("the next window").hasSize(3);
        assertHealthy();
    }

    @Test
    void aRetrainingThatCannotBePublishedIsReportedOnceThereIsSpace() throws Exception {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
        client.retrain(retrain(1));
        disk.fill();
        awaitIdle();
        disk.free();
        RetrainResult failed =
                Json.read(
                        await(EventKind.RETRAIN_FAILED, "cam0", 0).payload(), RetrainResult.class);
        assertThat(failed.reason()).contains("cannot be published");
        client.retrain(retrain(2));
        await(EventKind.PROMOTED, "cam0", 0);
        assertHealthy();
    }

    private RetrainRequest retrain(long revision) {
        return new RetrainRequest(
                SITE,
                hello.epoch(),
                revision,
                "cam0",
                0,
                TestLabels.configuration("c", 3),
                0.9,
                1.0);
    }

    @Test
    void whatAProcessOnAFullDiskDidNotRecordIsDoneByTheNext() {
        client.put(SITE, "cam0", 0, TestLabels.of(0, 60));
        client.profile(RunningSidecar.profile("cam0", 0, 1));
        disk.fill();
        awaitIdle();
        sidecar.close();
        disk.free();
        sidecar = RunningSidecar.in(disk.folder(), 0, SPIN_MILLIS, "");
        client = sidecar.client();
        assertThat(profiled("cam0", 0).options()).hasSize(3);
    }
}
