/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.scheduling;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.testing.FailingSidecar;
import io.ekya.job.testing.InMemorySidecar;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloRequest;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class HandshakeTest {
    private static final HelloRequest REQUEST = new HelloRequest("edge", List.of("north"));

    private final ThreadFailure failure = new ThreadFailure();

    @Test
    void isRepeatedUntilTheSidecarAnswers() throws Exception {
        InMemorySidecar sidecar = InMemorySidecar.start("handshake");
        sidecar.setUnavailable(true);
        try (Handshake handshake = new Handshake(sidecar, failure)) {
            handshake.send(REQUEST);
            sidecar.setUnavailable(false);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .until(() -> sidecar.events(EventKind.HELLO).size() == 1);
        }
        failure.rethrow();
    }

    @Test
    void reportsAnErrorOfItsThread() throws Exception {
        try (Handshake handshake =
                new Handshake(
                        FailingSidecar.throwing(() -> new LinkageError("in a test")), failure)) {
            handshake.send(REQUEST);
            Awaitility.await()
                    .atMost(Duration.ofSeconds(20))
                    .untilAsserted(
                            () ->
                                    assertThatThrownBy(failure::rethrow)
                                            .isInstanceOf(LinkageError.class));
        }
    }
}
