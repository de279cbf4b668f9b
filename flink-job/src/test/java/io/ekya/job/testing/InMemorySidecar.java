/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.ekya.job.commands.SidecarFactory;
import io.ekya.learn.LabelledCrops;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.CancelRequest;
import io.ekya.sidecar.api.CloseRequest;
import io.ekya.sidecar.api.EventKind;
import io.ekya.sidecar.api.HelloReply;
import io.ekya.sidecar.api.HelloRequest;
import io.ekya.sidecar.api.LatencyReport;
import io.ekya.sidecar.api.ProfileRequest;
import io.ekya.sidecar.api.ProfileResult;
import io.ekya.sidecar.api.ResizeRequest;
import io.ekya.sidecar.api.RetrainRequest;
import io.ekya.sidecar.api.RetrainResult;
import io.ekya.sidecar.api.SidecarEvent;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.api.WindowReport;
import io.ekya.sidecar.client.EventStream;
import io.ekya.sidecar.client.Sidecar;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A sidecar in this JVM. It stores and journals like the real one, completes profiles and
 * retrainings immediately, and every retrained student recognises all classes. It can be made
 * unavailable.
 */
public final class InMemorySidecar implements Sidecar {
    private static final Map<String, InMemorySidecar> ALL = new ConcurrentHashMap<>();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final String journal = UUID.randomUUID().toString();
    private final List<SidecarEvent> events = new ArrayList<>();
    private final List<Object> commands = new ArrayList<>();
    private final Map<String, LabelledCrops> puts = new TreeMap<>();
    private final Map<String, ModelFile> models = new HashMap<>();
    private final Map<String, Long> sequences = new HashMap<>();
    private final Map<String, HelloReply.Serving> serving = new HashMap<>();
    private final Map<String, Long> registered = new HashMap<>();
    private Set<String> open = new HashSet<>();
    private List<HelloReply.Running> running = List.of();
    private long epoch;
    private long oldest;
    private boolean unavailable;

    private InMemorySidecar() {}

    /** Starts a sidecar under a name. */
    public static InMemorySidecar start(String name) {
        InMemorySidecar sidecar = new InMemorySidecar();
        ALL.put(name, sidecar);
        return sidecar;
    }

    /** Returns a factory of clients of the sidecar with this name. */
    public static SidecarFactory at(String name) {
        return () -> {
            InMemorySidecar sidecar = ALL.get(name);
            if (sidecar == null) {
                throw new IllegalStateException("no sidecar " + name + " was started");
            }
            return sidecar;
        };
    }

    /** Makes the sidecar unavailable, or available again. */
    public synchronized void setUnavailable(boolean isUnavailable) {
        unavailable = isUnavailable;
        notifyAll();
    }

    /** Retrainings that are reported as running at the beginning of an epoch. */
    public synchronized void setRunning(List<HelloReply.Running> retrainings) {
        running = List.copyOf(retrainings);
    }

    /** Deletes the events before a number. */
    public synchronized void forgetBefore(long n) {
        oldest = n;
    }

    /** Returns all events so far. */
    public synchronized List<SidecarEvent> events() {
        return List.copyOf(events);
    }

    /** Returns the events of a kind so far. */
    public List<SidecarEvent> events(EventKind kind) {
        return events().stream().filter(e -> e.kind() == kind).toList();
    }

    /** Returns the requests of a type so far. */
    public synchronized <T> List<T> commands(Class<T> type) {
        return commands.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Returns labelled crops by {@code camera/window/time/region}, one crop each. */
    public synchronized Map<String, LabelledCrops> puts() {
        return new TreeMap<>(puts);
    }

    /** Adds an event as the sidecar would. */
    public synchronized void journal(
            String site,
            EventKind kind,
            @Nullable String camera,
            @Nullable Long window,
            Object payload) {
        try {
            events.add(
                    new SidecarEvent(
                            site,
                            journal,
                            events.size(),
                            System.currentTimeMillis(),
                            kind,
                            camera,
                            window,
                            JSON.writeValueAsString(payload)));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(e);
        }
        notifyAll();
    }

    private void requireCurrent(@Nullable Long inEpoch) {
        if (epoch == 0) {
            throw new SidecarException(SidecarException.Reason.NOT_FOUND, "send hello first");
        }
        if (inEpoch != null && inEpoch < epoch) {
            throw new SidecarException(SidecarException.Reason.STALE_EPOCH, "old epoch");
        }
    }

    private void requireAvailable() {
        if (unavailable) {
            throw new SidecarException(SidecarException.Reason.UNAVAILABLE, "unavailable");
        }
    }

    @Override
    public synchronized HelloReply hello(HelloRequest request) {
        requireAvailable();
        epoch = Math.max(epoch, request.lastEpoch() == null ? 0 : request.lastEpoch()) + 1;
        open = new HashSet<>(request.cameras());
        HelloReply reply =
                new HelloReply(
                        epoch,
                        request.client(),
                        journal,
                        oldest,
                        events.size() + 1,
                        Map.copyOf(serving),
                        running);
        journal(request.site(), EventKind.HELLO, null, null, reply);
        return reply;
    }

    @Override
    public synchronized void put(
            String site, String camera, long window, @Nullable Long inEpoch, LabelledCrops crops) {
        requireAvailable();
        requireCurrent(inEpoch);
        Map<Long, Integer> regions = new HashMap<>();
        for (int i = 0; i < crops.count(); i++) {
            long time = crops.timesMillis()[i];
            int region = regions.merge(time, 1, Integer::sum) - 1;
            puts.put("%s/%d/%d/%d".formatted(camera, window, time, region), crops.select(i));
        }
    }

    @Override
    public synchronized void profile(ProfileRequest request) {
        requireAvailable();
        requireCurrent(request.epoch());
        boolean isKnown =
                commands(ProfileRequest.class).stream()
                        .anyMatch(
                                p ->
                                        p.camera().equals(request.camera())
                                                && p.window() == request.window());
        commands.add(request);
        if (isKnown) {
            return;
        }
        List<ProfileResult.Option> options =
                request.configurations().stream()
                        .map(c -> new ProfileResult.Option(c.id(), 0.1 * c.epochs(), 0.99))
                        .toList();
        journal(
                request.site(),
                EventKind.PROFILED,
                request.camera(),
                request.window(),
                new ProfileResult(
                        request.closedAtMillis(),
                        "",
                        0.5,
                        request.labels(),
                        request.accuracyFactors(),
                        options,
                        0.1,
                        Map.of()));
    }

    @Override
    public synchronized void retrain(RetrainRequest request) {
        requireAvailable();
        requireCurrent(request.epoch());
        if (commands.contains(request)) {
            return;
        }
        commands.add(request);
        journal(
                request.site(),
                EventKind.RETRAIN_STARTED,
                request.camera(),
                request.window(),
                request);
        ModelFile student = ToyModels.studentKnowing(100);
        models.put(student.sha256(), student);
        long sequence = sequences.merge(request.camera(), 1L, Long::sum);
        serving.put(request.camera(), new HelloReply.Serving(student.sha256(), sequence));
        journal(
                request.site(),
                EventKind.PROMOTED,
                request.camera(),
                request.window(),
                new RetrainResult(
                        request.configuration().id(),
                        student.sha256(),
                        sequence,
                        0.5,
                        1.0,
                        request.expectedAccuracy(),
                        100,
                        0.3,
                        request.share(),
                        ""));
    }

    @Override
    public synchronized void resize(ResizeRequest request) {
        requireAvailable();
        commands.add(request);
    }

    @Override
    public synchronized void cancel(CancelRequest request) {
        requireAvailable();
        commands.add(request);
    }

    @Override
    public synchronized void latency(LatencyReport report) {
        requireAvailable();
        commands.add(report);
    }

    @Override
    public synchronized void report(WindowReport report) {
        requireAvailable();
        requireCurrent(report.epoch());
        commands.add(report);
        journal(report.site(), EventKind.REPORTED, report.camera(), report.window(), report);
    }

    @Override
    public synchronized void close(CloseRequest request) {
        requireAvailable();
        requireCurrent(request.epoch());
        if (open.remove(request.camera()) && open.isEmpty()) {
            journal(request.site(), EventKind.SITE_CLOSED, null, null, Map.of());
        }
    }

    @Override
    public synchronized ModelFile model(String sha256) {
        requireAvailable();
        ModelFile model = models.get(sha256);
        if (model == null) {
            throw new SidecarException(SidecarException.Reason.NOT_FOUND, sha256);
        }
        return model;
    }

    @Override
    public EventStream events(String site, @Nullable String ofJournal, @Nullable Long from) {
        return new Tail(ofJournal == null ? "" : ofJournal, from == null ? -1 : from);
    }

    @Override
    public synchronized void register(String site, String client, long needed) {
        requireAvailable();
        if (needed < oldest || needed > events.size()) {
            throw new SidecarException(SidecarException.Reason.OUT_OF_RANGE, "not kept: " + needed);
        }
        registered.put(site + "/" + client, needed);
    }

    /** Returns the oldest event that each client needs, by {@code site/client}. */
    public synchronized Map<String, Long> registered() {
        return new TreeMap<>(registered);
    }

    @Override
    public synchronized String status() {
        requireAvailable();
        return "{\"sites\":[{\"site\":\"edge\",\"oldestEvent\":" + oldest + "}]}";
    }

    @Override
    public void close() {}

    private final class Tail implements EventStream {
        private final String ofJournal;
        private long next;
        private final AtomicBoolean cancelled = new AtomicBoolean();

        Tail(String ofJournal, long from) {
            this.ofJournal = ofJournal;
            this.next = from;
        }

        @Override
        public @Nullable SidecarEvent poll(Duration timeout) {
            synchronized (InMemorySidecar.this) {
                requireAvailable();
                if ((!ofJournal.isEmpty() && !ofJournal.equals(journal)) || next < oldest) {
                    throw new SidecarException(
                            SidecarException.Reason.OUT_OF_RANGE, "not kept: " + next);
                }
                long until = System.nanoTime() + timeout.toNanos();
                while (next >= events.size() && !cancelled.getAndSet(false)) {
                    long millis = (until - System.nanoTime()) / 1_000_000;
                    if (millis <= 0) {
                        return null;
                    }
                    try {
                        InMemorySidecar.this.wait(millis);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                        return null;
                    }
                    requireAvailable();
                }
                return next < events.size() ? events.get((int) next++) : null;
            }
        }

        @Override
        public void cancel() {
            synchronized (InMemorySidecar.this) {
                cancelled.set(true);
                InMemorySidecar.this.notifyAll();
            }
        }

        @Override
        public void close() {}
    }
}
