/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import static io.ekya.sidecar.testing.RunningSidecar.SITE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.api.SidecarException.Reason;
import io.ekya.sidecar.testing.RawCalls;
import io.ekya.sidecar.testing.RunningSidecar;
import io.ekya.sidecar.testing.TestLabels;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SidecarLimitsTest {
    private static final byte[] GARBAGE = {(byte) 0x82, 0x7d, (byte) 0xff, (byte) 0xff, 0x07, 1};

    private static Status.Code code(RawCalls.Open call) throws Exception {
        return Status.fromThrowable(call.awaitEnd()).getCode();
    }

    @Test
    void rejectsMalformedMessagesAndKeepsServing(@TempDir Path folder) throws Exception {
        try (RunningSidecar sidecar = RunningSidecar.in(folder);
                RawCalls raw = new RawCalls(sidecar.port())) {
            for (String method : new String[] {"DoAction", "DoGet", "DoPut", "GetSchema"}) {
                RawCalls.Open call = raw.open(method);
                call.requests().onNext(GARBAGE);
                assertThat(code(call)).as(method).isEqualTo(Status.Code.INVALID_ARGUMENT);
            }
            assertThat(sidecar.hello("cam0").epoch()).isEqualTo(1);
        }
    }

    @Test
    void rejectsPutsAboveTheConcurrencyLimit(@TempDir Path folder) {
        ConcurrencyLimits one = new ConcurrencyLimits(1, 8, 8, Duration.ofSeconds(30));
        try (RunningSidecar sidecar = RunningSidecar.in(folder, ListenAddress.local(0), one, 0);
                RawCalls raw = new RawCalls(sidecar.port())) {
            sidecar.hello("cam0");
            RawCalls.Open stuck = raw.open("DoPut");
            org.awaitility.Awaitility.await()
                    .untilAsserted(
                            () ->
                                    assertThatThrownBy(
                                                    () ->
                                                            sidecar.client()
                                                                    .put(
                                                                            SITE,
                                                                            "cam0",
                                                                            0,
                                                                            TestLabels.of(0, 2)))
                                            .isInstanceOfSatisfying(
                                                    SidecarException.class,
                                                    e ->
                                                            assertThat(e.reason())
                                                                    .isEqualTo(Reason.UNAVAILABLE))
                                            .hasMessageContaining("too many DoPut"));
            stuck.requests().onError(Status.CANCELLED.asRuntimeException());
            org.awaitility.Awaitility.await()
                    .untilAsserted(
                            () -> sidecar.client().put(SITE, "cam0", 0, TestLabels.of(0, 2)));
        }
    }

    @Test
    void endsAPutThatSendsNothing(@TempDir Path folder) throws Exception {
        ConcurrencyLimits brief = new ConcurrencyLimits(1, 8, 8, Duration.ofMillis(300));
        try (RunningSidecar sidecar = RunningSidecar.in(folder, ListenAddress.local(0), brief, 0);
                RawCalls raw = new RawCalls(sidecar.port())) {
            assertThat(code(raw.open("DoPut"))).isEqualTo(Status.Code.DEADLINE_EXCEEDED);
            sidecar.hello("cam0");
            org.awaitility.Awaitility.await()
                    .untilAsserted(
                            () -> sidecar.client().put(SITE, "cam0", 0, TestLabels.of(0, 2)));
        }
    }

    @Test
    void rejectsUnknownMethodsAsUnimplemented(@TempDir Path folder) throws Exception {
        try (RunningSidecar sidecar = RunningSidecar.in(folder);
                RawCalls raw = new RawCalls(sidecar.port())) {
            RawCalls.Open call = raw.open("DoNothing");
            call.requests().onNext("x".getBytes(StandardCharsets.UTF_8));
            assertThat(code(call)).isEqualTo(Status.Code.UNIMPLEMENTED);
        }
    }
}
