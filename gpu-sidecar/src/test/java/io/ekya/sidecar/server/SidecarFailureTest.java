/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server;

import static io.ekya.sidecar.testing.RunningSidecar.SITE;
import static io.ekya.sidecar.testing.RunningSidecar.kind;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.learn.RetrainingConfiguration;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.testing.RunningSidecar;
import io.ekya.sidecar.testing.TestLabels;
import io.ekya.sidecar.testing.ToyLearner;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** An error in a thread of the sidecar is reported; an exception fails only its job. */
@Timeout(60)
class SidecarFailureTest {
    private static final RetrainingConfiguration FATAL =
            TestLabels.frozen("fatal", 3, ToyLearner.FATAL);

    private final CompletableFuture<Throwable> reported = new CompletableFuture<>();
    private final ThreadFailure failure = new ThreadFailure(reported::complete);

    @TempDir Path folder;

    private static void retrain(
            RunningSidecar sidecar, HelloReply hello, RetrainingConfiguration c) {
        sidecar.client().put(SITE, "cam0", 0, TestLabels.of(0, 60));
        sidecar.client()
                .retrain(new RetrainRequest(SITE, hello.epoch(), 1, "cam0", 0, c, 0.9, 1.0));
    }

    @Test
    void journalsAndReportsAnErrorInARetraining() throws Exception {
        try (RunningSidecar sidecar = RunningSidecar.failingTo(failure, folder)) {
            HelloReply hello = sidecar.hello("cam0");
            retrain(sidecar, hello, FATAL);
            List<SidecarEvent> events =
                    sidecar.await(hello.journal(), 0, kind(EventKind.RETRAIN_FAILED));
            assertThat(events.get(events.size() - 1).payload()).contains("cannot be linked");
            assertThat(reported.get(20, TimeUnit.SECONDS)).isInstanceOf(LinkageError.class);
            HttpResponse<String> health =
                    HttpClient.newHttpClient()
                            .send(
                                    HttpRequest.newBuilder(
                                                    URI.create(
                                                            "http://127.0.0.1:"
                                                                    + sidecar.httpPort()
                                                                    + "/healthz"))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString());
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("a thread has failed", "cannot be linked");
        }
    }

    @Test
    void journalsAndReportsAnErrorInAMicroProfile() throws Exception {
        try (RunningSidecar sidecar = RunningSidecar.failingTo(failure, folder)) {
            HelloReply hello = sidecar.hello("cam0");
            sidecar.client().put(SITE, "cam0", 0, TestLabels.of(0, 60));
            sidecar.client()
                    .profile(
                            new ProfileRequest(
                                    SITE, "cam0", 0, 1, 60, 240, 0.5, Map.of(), List.of(FATAL)));
            List<SidecarEvent> events = sidecar.await(hello.journal(), 0, kind(EventKind.PROFILED));
            SidecarEvent last = events.get(events.size() - 1);
            assertThat(Json.read(last.payload(), ProfileResult.class).options()).isEmpty();
            assertThat(reported.get(20, TimeUnit.SECONDS)).isInstanceOf(LinkageError.class);
        }
        try (RunningSidecar sidecar = RunningSidecar.in(folder)) {
            assertThat(sidecar.status().jobs()).as("the profile is not repeated").isEmpty();
        }
    }

    @Test
    void anExceptionFailsOnlyItsJob() {
        try (RunningSidecar sidecar = RunningSidecar.failingTo(failure, folder)) {
            HelloReply hello = sidecar.hello("cam0");
            retrain(sidecar, hello, TestLabels.frozen("breaking", 3, ToyLearner.BREAKING));
            sidecar.await(hello.journal(), 0, kind(EventKind.RETRAIN_FAILED));
            assertThat(reported).isNotDone();
        }
    }

    @Test
    void aPeriodicTaskRunsAgainAfterAnExceptionButReportsAnError() {
        SidecarServer.runTask(
                "Failing",
                () -> {
                    throw new IllegalStateException("in a test");
                });
        assertThat(reported).isNotDone();
        failure.guarded(
                        () ->
                                SidecarServer.runTask(
                                        "Failing",
                                        () -> {
                                            throw new StackOverflowError("in a test");
                                        }))
                .run();
        assertThat(reported).isCompletedWithValueMatching(e -> e instanceof StackOverflowError);
        assertThatThrownBy(failure::rethrow).isInstanceOf(StackOverflowError.class);
    }
}
