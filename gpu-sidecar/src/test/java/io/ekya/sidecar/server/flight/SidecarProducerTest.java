/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import static org.assertj.core.api.Assertions.assertThat;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.device.DeviceClock;
import io.ekya.device.TimeShareGovernor;
import io.ekya.sidecar.api.SidecarAction;
import io.ekya.sidecar.api.SidecarStatus;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.server.jobs.EvaluationSettings;
import io.ekya.sidecar.server.jobs.JobDevice;
import io.ekya.sidecar.server.jobs.JobEngine;
import io.ekya.sidecar.server.store.Disk;
import io.ekya.sidecar.server.store.Retention;
import io.ekya.sidecar.server.store.Store;
import io.ekya.sidecar.server.store.StudentCuration;
import io.ekya.sidecar.testing.ToyLearner;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Calls of a Flight server whose status cannot be determined. */
@Timeout(30)
class SidecarProducerTest {
    private final CompletableFuture<Throwable> reported = new CompletableFuture<>();
    private final ThreadFailure failure = new ThreadFailure(reported::complete);
    private final BufferAllocator allocator = new RootAllocator();
    private final Store store;
    private final JobEngine engine;

    SidecarProducerTest(@TempDir Path folder) {
        store =
                Store.open(
                        folder,
                        allocator,
                        ToyLearner::read,
                        Retention.DEFAULT,
                        Clock.systemUTC(),
                        Disk.real());
        engine =
                new JobEngine(
                        store,
                        ToyLearner.base(),
                        EvaluationSettings.DEFAULT,
                        JobDevice.inTurns(
                                1, new TimeShareGovernor(DeviceClock.cpu()), new ToyLearner(0)),
                        Clock.systemUTC(),
                        failure);
    }

    @AfterEach
    void close() {
        engine.close();
        store.close();
        allocator.close();
    }

    private FlightEndpoint endpoint(Supplier<SidecarStatus> status) throws IOException {
        return FlightEndpoint.open(
                ListenAddress.local(0),
                ConcurrencyLimits.DEFAULT,
                new SidecarProducer(
                        store,
                        engine,
                        new StudentCuration(store, ToyLearner.base().sha256()),
                        status,
                        allocator,
                        failure),
                new CallCounts(),
                new RefusedCalls(new CallCounts(), System::nanoTime),
                allocator,
                failure);
    }

    private static FlightSidecar client(FlightEndpoint endpoint) {
        return new FlightSidecar("127.0.0.1", endpoint.port(), "", Duration.ofSeconds(10));
    }

    @Test
    void reportsAnErrorInACallAndFailsTheCall() throws Exception {
        try (FlightEndpoint endpoint =
                        endpoint(
                                () -> {
                                    throw new StackOverflowError("in a test");
                                });
                FlightSidecar client = client(endpoint)) {
            Assertions.assertThatThrownBy(client::status).hasMessageContaining("in a test");
            assertThat(reported.get(10, TimeUnit.SECONDS)).isInstanceOf(StackOverflowError.class);
        }
    }

    @Test
    void anExceptionInACallFailsOnlyTheCall() throws Exception {
        try (FlightEndpoint endpoint =
                        endpoint(
                                () -> {
                                    throw new IllegalStateException("in a test");
                                });
                FlightSidecar client = client(endpoint)) {
            Assertions.assertThatThrownBy(client::status).hasMessageContaining("in a test");
            assertThat(reported).isNotDone();
        }
    }

    @Test
    void findsEveryActionByItsName() {
        assertThat(Arrays.stream(SidecarAction.values()))
                .allSatisfy(
                        action -> assertThat(SidecarAction.of(action.wireName())).contains(action));
        assertThat(SidecarAction.of("HELLO")).isEmpty();
    }
}
