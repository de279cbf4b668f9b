/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.commands;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.job.testing.FailingSidecar;
import io.ekya.job.testing.InMemorySidecar;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.WindowReport;
import io.ekya.sidecar.client.Sidecar;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class RetryingSenderTest {
    private final ThreadFailure failure = new ThreadFailure();

    private static SidecarCall report(long window) {
        return new SidecarCall.ReportWindow(
                new WindowReport("edge", "north", window, Map.of(), 10, 0));
    }

    @Test
    void drainsWhatWasSubmitted() throws Exception {
        InMemorySidecar sidecar = InMemorySidecar.start("retrying-sender");
        sidecar.hello(new HelloRequest("edge", List.of("north")));
        try (RetryingSender sender = new RetryingSender("test", sidecar, 10, failure)) {
            sender.useEpoch(1);
            sender.start();
            for (int window = 0; window < 5; window++) {
                sender.submit(report(window));
            }
            assertThat(sender.drain(20_000)).isTrue();
            assertThat(sidecar.commands(WindowReport.class)).hasSize(5);
        }
        failure.rethrow();
    }

    @Test
    void repeatsUntilTheSidecarIsAvailable() throws Exception {
        InMemorySidecar sidecar = InMemorySidecar.start("retrying-sender");
        sidecar.hello(new HelloRequest("edge", List.of("north")));
        sidecar.setUnavailable(true);
        try (RetryingSender sender = new RetryingSender("test", sidecar, 10, failure)) {
            sender.useEpoch(1);
            sender.start();
            sender.submit(report(0));
            assertThat(sender.drain(300)).isFalse();
            sidecar.setUnavailable(false);
            assertThat(sender.drain(20_000)).isTrue();
            assertThat(sidecar.commands(WindowReport.class)).hasSize(1);
        }
    }

    @Test
    void closesItsClientAlsoIfTheCallerIsInterrupted() {
        AtomicBoolean closed = new AtomicBoolean();
        Sidecar client = FailingSidecar.closing(() -> closed.set(true));
        RetryingSender sender = new RetryingSender("test", client, 10, failure);
        sender.start();
        Thread.currentThread().interrupt(); // as Flink does when it cancels a job
        assertThatThrownBy(sender::close).isInstanceOf(InterruptedException.class);
        assertThat(closed).isTrue();
    }

    @Test
    void reportsAnErrorOfItsThread() throws Exception {
        try (RetryingSender sender =
                new RetryingSender(
                        "test",
                        FailingSidecar.throwing(() -> new LinkageError("in a test")),
                        10,
                        failure)) {
            sender.useEpoch(1);
            sender.start();
            sender.submit(report(0));
            assertThat(sender.drain(20_000)).isFalse();
            assertThatThrownBy(
                            () -> {
                                while (true) {
                                    failure.rethrow();
                                    Thread.onSpinWait();
                                }
                            })
                    .isInstanceOf(LinkageError.class);
        }
    }
}
