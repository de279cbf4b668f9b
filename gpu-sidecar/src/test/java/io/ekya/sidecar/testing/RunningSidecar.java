/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.testing;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarStatus;
import io.ekya.sidecar.client.EventStream;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.client.Sidecar;
import io.ekya.sidecar.server.SidecarDevice;
import io.ekya.sidecar.server.SidecarOptions;
import io.ekya.sidecar.server.SidecarServer;
import io.ekya.sidecar.server.flight.ConcurrencyLimits;
import io.ekya.sidecar.server.flight.ListenAddress;
import io.ekya.sidecar.server.jobs.EvaluationSettings;
import io.ekya.sidecar.server.store.Disk;
import io.ekya.sidecar.server.store.Retention;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;

/** An in-process sidecar with the toy learner, and a client of it. */
public final class RunningSidecar implements AutoCloseable {
    public static final String SITE = "site";
    public static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SidecarServer server;
    private final FlightSidecar client;

    private RunningSidecar(SidecarServer server, String token) {
        this.server = server;
        this.client = client(server.port(), token);
    }

    public static RunningSidecar in(Path folder) {
        return in(folder, 0, 0, "");
    }

    public static RunningSidecar in(Path folder, int port, long spinMillis, String token) {
        return in(
                folder,
                new ListenAddress("127.0.0.1", port, 0, token, Optional.empty()),
                ConcurrencyLimits.DEFAULT,
                spinMillis);
    }

    public static RunningSidecar on(Path folder, Disk disk) {
        return in(options(folder, ListenAddress.local(0), ConcurrencyLimits.DEFAULT, 1), 0, disk);
    }

    public static RunningSidecar in(
            Path folder, ListenAddress listening, ConcurrencyLimits limits, long spinMillis) {
        return in(options(folder, listening, limits, 1), spinMillis, Disk.real());
    }

    /** Starts a sidecar that promotes checkpoints; the other methods disable that. */
    public static RunningSidecar withCheckpoints(Path folder, long spinMillis, double margin) {
        return in(
                options(folder, ListenAddress.local(0), ConcurrencyLimits.DEFAULT, margin),
                spinMillis,
                Disk.real());
    }

    /** Starts a sidecar that reports failures of its threads. */
    public static RunningSidecar failingTo(ThreadFailure failure, Path folder) {
        SidecarOptions options =
                options(folder, ListenAddress.local(0), ConcurrencyLimits.DEFAULT, 1);
        try {
            return new RunningSidecar(
                    new SidecarServer(
                            options,
                            SidecarDevice.processor(new ToyLearner(0)),
                            ToyLearner.base(),
                            ToyLearner::read,
                            failure),
                    options.listening().token());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static SidecarOptions options(
            Path folder,
            ListenAddress listening,
            ConcurrencyLimits limits,
            double checkpointMargin) {
        EvaluationSettings jobs = new EvaluationSettings(0.25, 30, 60, 0.5, checkpointMargin);
        return new SidecarOptions(folder, listening, limits, 1.0, jobs, Retention.DEFAULT);
    }

    private static RunningSidecar in(SidecarOptions options, long spinMillis, Disk disk) {
        try {
            return new RunningSidecar(
                    new SidecarServer(
                            options,
                            new ToyLearner(spinMillis * 1_000_000),
                            ToyLearner.base(),
                            ToyLearner::read,
                            disk),
                    options.listening().token());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static FlightSidecar client(int port, String token) {
        return new FlightSidecar(
                "127.0.0.1", port, token, Duration.ofSeconds(10), null, ToyLearner::read);
    }

    public FlightSidecar client() {
        return client;
    }

    public int port() {
        return server.port();
    }

    public int httpPort() {
        return server.httpPort();
    }

    public SidecarStatus status() {
        return Json.read(client.status(), SidecarStatus.class);
    }

    /** Begins an epoch with one camera; returns the sha256 of its student, null for the base. */
    public @Nullable String serving(String camera) {
        HelloReply.Serving serving = hello(camera).students().get(camera);
        return serving == null ? null : serving.sha256();
    }

    public HelloReply hello(String... cameras) {
        return client.hello(new HelloRequest(SITE, List.of(cameras)));
    }

    public static ProfileRequest profile(String camera, long window, double budgetSeconds) {
        return new ProfileRequest(
                SITE,
                camera,
                window,
                window + 1,
                budgetSeconds,
                400,
                0.5,
                Map.of("every1", 1.0),
                List.of(
                        TestLabels.configuration("short", 3),
                        TestLabels.configuration("long", 10),
                        TestLabels.frozen("harmful", 3, ToyLearner.HARMFUL)));
    }

    /** Reads events from a number until one matches; returns all events read. */
    public List<SidecarEvent> await(String journal, long from, Predicate<SidecarEvent> last) {
        return await(client, journal, from, last);
    }

    public static List<SidecarEvent> await(
            Sidecar client, String journal, long from, Predicate<SidecarEvent> last) {
        List<SidecarEvent> seen = new ArrayList<>();
        try (EventStream events = client.events(SITE, journal, from)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(1))
                    .until(
                            () -> {
                                SidecarEvent event = events.poll(Duration.ofSeconds(1));
                                if (event != null) {
                                    seen.add(event);
                                }
                                return event != null && last.test(event);
                            });
        }
        return seen;
    }

    public static Predicate<SidecarEvent> kind(EventKind kind) {
        return event -> event.kind() == kind;
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
