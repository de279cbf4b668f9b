/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.sidecar;

import io.ekya.learn.DjlLearner;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.CancelRequest;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.Json;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.api.SidecarException.Reason;
import io.ekya.sidecar.api.SidecarStatus;
import io.ekya.sidecar.api.StudentInfo;
import io.ekya.sidecar.client.EventStream;
import io.ekya.sidecar.client.FlightSidecar;
import io.ekya.sidecar.server.SidecarOptions;
import io.ekya.sidecar.server.SidecarServer;
import io.ekya.sidecar.server.flight.ConcurrencyLimits;
import io.ekya.sidecar.server.flight.ListenAddress;
import io.ekya.sidecar.server.jobs.EvaluationSettings;
import io.ekya.sidecar.server.store.Retention;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** Starts a sidecar on the folder left by a crash and checks its guarantees. */
final class RecoveryChecks {
    static final EvaluationSettings JOBS = new EvaluationSettings(0.25, 30, 60, 0.5, 0.02);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration DEADLINE = Duration.ofMinutes(5);

    private final Path folder;
    private final Acknowledged.Snapshot acknowledged;
    private final List<String> problems = new ArrayList<>();

    private RecoveryChecks(Path folder, Acknowledged.Snapshot acknowledged) {
        this.folder = folder;
        this.acknowledged = acknowledged;
    }

    static SidecarOptions options(Path folder) {
        return new SidecarOptions(
                folder,
                new ListenAddress("127.0.0.1", 0, -1, "", Optional.empty()),
                ConcurrencyLimits.DEFAULT,
                1.0,
                JOBS,
                Retention.DEFAULT);
    }

    /** Returns all violated guarantees; empty if there are none. */
    static List<String> of(Path folder, Acknowledged.Snapshot acknowledged) {
        RecoveryChecks checks = new RecoveryChecks(folder, acknowledged);
        try (SidecarServer server =
                        new SidecarServer(
                                options(folder),
                                new DjlLearner(),
                                TinyCamera.base(),
                                ModelFile::read);
                FlightSidecar client =
                        new FlightSidecar("127.0.0.1", server.port(), "", DEADLINE)) {
            checks.run(client);
        } catch (IOException | RuntimeException e) {
            checks.problems.add("the sidecar does not start or respond: " + e);
        }
        return checks.problems;
    }

    private void run(FlightSidecar client) throws IOException {
        students(client);
        List<SidecarEvent> all = events(client, 0);
        numbers(all);
        for (SidecarEvent event : acknowledged.events()) {
            require(
                    event.n() < all.size() && all.get((int) event.n()).equals(event),
                    "event %d was acknowledged, but is lost or different".formatted(event.n()));
        }
        if (all.size() > 2) {
            List<SidecarEvent> later = events(client, all.size() / 2);
            require(
                    later.equals(all.subList(all.size() / 2, all.size())),
                    "a replay from the middle differs");
        }
        jobs(all);
        fencing(client);
        try (Stream<Path> files = Files.walk(folder)) {
            require(
                    files.noneMatch(f -> f.toString().endsWith(".tmp")),
                    "a temporary file remains");
        }
    }

    private void require(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }

    /**
     * Checks that every published and every serving student can be fetched; the client verifies its
     * hash. Only people who purge a camera remove its students.
     */
    private void students(FlightSidecar client) {
        Json.read(client.status(), SidecarStatus.class).sites().stream()
                .flatMap(site -> site.cameras().stream())
                .forEach(
                        camera -> {
                            String serving = camera.student();
                            if (serving != null) {
                                fetch(client, serving);
                            }
                        });
        for (StudentInfo student : client.students().students()) {
            fetch(client, student.sha256());
        }
        for (SidecarEvent event : acknowledged.events()) {
            boolean isPublished =
                    Set.of(EventKind.PROMOTED, EventKind.CHECKPOINTED).contains(event.kind());
            if (isPublished && !Workload.PURGED.equals(event.camera())) {
                String sha256 = Json.read(event.payload(), RetrainResult.class).sha256();
                require(
                        client.students().students().stream()
                                .anyMatch(s -> s.sha256().equals(sha256)),
                        "a published student is lost: " + sha256);
            }
        }
    }

    private void fetch(FlightSidecar client, String sha256) {
        try {
            client.model(sha256);
        } catch (SidecarException e) {
            problems.add("student %s: %s".formatted(sha256, e.getMessage()));
        }
    }

    /** Returns all events after all jobs have ended. */
    private List<SidecarEvent> events(FlightSidecar client, long from) {
        List<SidecarEvent> all = new ArrayList<>();
        Optional<SidecarStatus.Site> site = settled(client);
        if (site.isEmpty()) {
            return all;
        }
        long end = System.nanoTime() + TIMEOUT.toNanos();
        try (EventStream events = client.events(Workload.SITE, site.get().journal(), from)) {
            while (from + all.size() < site.get().nextEvent() && System.nanoTime() < end) {
                SidecarEvent event = events.poll(POLL);
                if (event != null) {
                    all.add(event);
                }
            }
        }
        require(
                from + all.size() == site.get().nextEvent(),
                "of events %d to %d, only %d were received within %s"
                        .formatted(from, site.get().nextEvent() - 1, all.size(), TIMEOUT));
        return all;
    }

    /** Waits until no job is left and returns the site's status; empty if there is no site. */
    private Optional<SidecarStatus.Site> settled(FlightSidecar client) {
        long end = System.nanoTime() + TIMEOUT.toNanos();
        SidecarStatus status = Json.read(client.status(), SidecarStatus.class);
        while (!status.jobs().isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(POLL.toNanos());
            status = Json.read(client.status(), SidecarStatus.class);
        }
        require(status.jobs().isEmpty(), "jobs are still pending after " + TIMEOUT);
        return status.sites().stream().filter(s -> s.site().equals(Workload.SITE)).findFirst();
    }

    private void numbers(List<SidecarEvent> all) {
        for (int i = 0; i < all.size(); i++) {
            require(all.get(i).n() == i, "event %d is missing or duplicated".formatted(i));
        }
    }

    /** Checks that every retraining that started has exactly one end. */
    private void jobs(List<SidecarEvent> all) {
        Map<String, Integer> open = new HashMap<>();
        for (SidecarEvent event : all) {
            switch (event.kind()) {
                case RETRAIN_STARTED -> open.merge("retraining", 1, Integer::sum);
                case PROMOTED, NOT_PROMOTED, RETRAIN_FAILED, CANCELLED ->
                        open.merge("retraining", -1, Integer::sum);
                default -> {}
            }
        }
        require(
                open.getOrDefault("retraining", 0) == 0,
                "retrainings without an end, or ends without a start: " + open);
    }

    /** Checks that stale epochs and conflicting commands with the same revision are rejected. */
    private void fencing(FlightSidecar client) {
        HelloReply hello = client.hello(new HelloRequest(Workload.SITE, List.of(Workload.CAMERA)));
        require(hello.epoch() > acknowledged.epoch(), "an epoch was issued twice");
        requireRejected(
                client,
                new CancelRequest(Workload.SITE, acknowledged.epoch(), 1_000, Workload.CAMERA),
                Reason.STALE_EPOCH);
        long epoch = hello.epoch();
        client.cancel(new CancelRequest(Workload.SITE, epoch, 7, Workload.CAMERA));
        RetrainRequest one =
                new RetrainRequest(
                        Workload.SITE,
                        epoch,
                        8,
                        Workload.CAMERA,
                        1_000_000,
                        TinyCamera.configuration(3),
                        0.5,
                        0.5);
        client.retrain(one);
        try {
            client.retrain(
                    new RetrainRequest(
                            one.site(),
                            one.epoch(),
                            one.revision(),
                            one.camera(),
                            one.window(),
                            one.configuration(),
                            0.6,
                            0.5));
            problems.add("the same revision with different content is accepted");
        } catch (SidecarException e) {
            require(
                    e.reason() == Reason.REFUSED,
                    "a conflicting command is answered with " + e.reason());
        }
    }

    private void requireRejected(FlightSidecar client, CancelRequest request, Reason reason) {
        if (acknowledged.epoch() == 0) {
            return;
        }
        try {
            client.cancel(request);
            problems.add("an older epoch is accepted");
        } catch (SidecarException e) {
            require(e.reason() == reason, "an older epoch is answered with " + e.reason());
        }
    }
}
