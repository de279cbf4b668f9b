/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server;

import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.SidecarStatus;
import io.ekya.sidecar.server.flight.CallCounts;
import io.ekya.sidecar.server.flight.FlightEndpoint;
import io.ekya.sidecar.server.flight.RefusedCalls;
import io.ekya.sidecar.server.flight.SidecarProducer;
import io.ekya.sidecar.server.http.HttpEndpoint;
import io.ekya.sidecar.server.http.SidecarMetrics;
import io.ekya.sidecar.server.jobs.JobEngine;
import io.ekya.sidecar.server.store.Disk;
import io.ekya.sidecar.server.store.Store;
import io.ekya.sidecar.server.store.StudentCuration;
import io.ekya.sidecar.server.worker.TrainingProcesses;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A sidecar in this process: store, job engine, Flight server and HTTP server. */
public final class SidecarServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SidecarServer.class);
    private static final long MEMORY = 1L << 30;
    private static final Duration CLEAN_INTERVAL = Duration.ofSeconds(60);
    private static final Duration REFRESH_INTERVAL = Duration.ofMillis(500);

    private final SidecarOptions options;
    private final ThreadFailure failure;
    private final BufferAllocator allocator = new RootAllocator(MEMORY);
    private final SidecarDevice device;
    private final long startNanos = System.nanoTime();
    private final Store store;
    private final ScheduledExecutorService housekeeper;
    private final JobEngine engine;
    private final CallCounts calls = new CallCounts();
    private final RefusedCalls refused = new RefusedCalls(calls, System::nanoTime);
    private final FlightEndpoint endpoint;
    private final @Nullable HttpEndpoint http;

    /**
     * Opens the folder, recovers from an earlier process, and starts to serve. Errors in its
     * threads are logged and make it unhealthy.
     *
     * @param base the student that serves cameras without a promoted student
     * @param reader reads and validates a model file
     * @throws IOException if a port cannot be bound
     */
    public SidecarServer(
            SidecarOptions options,
            Learner learner,
            ModelFile base,
            Function<byte[], ModelFile> reader)
            throws IOException {
        this(options, learner, base, reader, Disk.real());
    }

    /** As above, with a custom disk. */
    public SidecarServer(
            SidecarOptions options,
            Learner learner,
            ModelFile base,
            Function<byte[], ModelFile> reader,
            Disk disk)
            throws IOException {
        this(options, SidecarDevice.processor(learner), base, reader, disk, logged());
    }

    /**
     * As above, on any device.
     *
     * @param device closed with this server; the caller closes it if this constructor throws
     */
    public SidecarServer(
            SidecarOptions options,
            SidecarDevice device,
            ModelFile base,
            Function<byte[], ModelFile> reader)
            throws IOException {
        this(options, device, base, reader, logged());
    }

    /**
     * As above, with a receiver of failures.
     *
     * @param failure receives errors that end a thread of the sidecar; its listener has to close
     *     this server
     */
    public SidecarServer(
            SidecarOptions options,
            SidecarDevice device,
            ModelFile base,
            Function<byte[], ModelFile> reader,
            ThreadFailure failure)
            throws IOException {
        this(options, device, base, reader, Disk.real(), failure);
    }

    private static ThreadFailure logged() {
        return new ThreadFailure(e -> LOG.error("A thread of the sidecar failed", e));
    }

    private SidecarServer(
            SidecarOptions options,
            SidecarDevice device,
            ModelFile base,
            Function<byte[], ModelFile> reader,
            Disk disk,
            ThreadFailure failure)
            throws IOException {
        this.options = options;
        this.failure = failure;
        this.device = device;
        this.store =
                Store.open(
                        options.folder(),
                        allocator,
                        reader,
                        options.retention(),
                        Clock.systemUTC(),
                        disk);
        this.housekeeper =
                Executors.newSingleThreadScheduledExecutor(
                        DaemonThreads.factory("housekeeper", failure));
        try {
            TrainingProcesses.removeStale(options.folder());
            store.models().put(base);
            store.removeOrphans(Set.of(base.sha256()));
            Recovery.fallBackFromDamaged(store);
        } catch (RuntimeException e) {
            housekeeper.shutdownNow();
            store.close();
            throw e;
        }
        this.engine =
                new JobEngine(
                        store,
                        base,
                        options.jobs(),
                        device.forJobs(options.gpus()),
                        store.clock(),
                        failure);
        engine.recover();
        SidecarProducer producer =
                new SidecarProducer(
                        store,
                        engine,
                        new StudentCuration(store, base.sha256()),
                        this::status,
                        allocator,
                        failure);
        FlightEndpoint flight = null;
        try {
            flight =
                    FlightEndpoint.open(
                            options.listening(),
                            options.limits(),
                            producer,
                            calls,
                            refused,
                            allocator,
                            failure);
            this.endpoint = flight;
            this.http = options.listening().httpPort() < 0 ? null : openHttp();
            writePort("port", port());
            if (http != null) {
                writePort("http-port", http.port());
            }
            schedule("Refreshing shares", engine::refresh, REFRESH_INTERVAL);
            schedule("Keeping time", store::keepTime, REFRESH_INTERVAL);
            schedule("Removing old files", this::clean, CLEAN_INTERVAL);
        } catch (IOException | RuntimeException e) {
            closeQuietly(flight);
            housekeeper.shutdownNow();
            engine.close();
            store.close();
            throw e;
        }
    }

    private void schedule(String name, Runnable task, Duration interval) {
        housekeeper.scheduleWithFixedDelay(
                failure.guarded(() -> runTask(name, task)),
                interval.toMillis(),
                interval.toMillis(),
                TimeUnit.MILLISECONDS);
    }

    /** Runs a periodic task; after an exception it runs again at its next time. */
    static void runTask(String name, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            LOG.warn("{} failed", name, e);
        }
    }

    private void clean() {
        int removed = store.clean();
        if (removed > 0) {
            LOG.info("Removed {} old students and sample sets", removed);
        }
    }

    private HttpEndpoint openHttp() throws IOException {
        return HttpEndpoint.open(
                options.listening(),
                new HttpEndpoint.Content(
                        this::problem,
                        () -> SidecarMetrics.of(status(), calls, allocator.getAllocatedMemory())),
                refused,
                failure);
    }

    private void writePort(String file, int port) throws IOException {
        store.files()
                .write(
                        options.folder().resolve(file),
                        Integer.toString(port).getBytes(StandardCharsets.US_ASCII));
    }

    private static void closeQuietly(@Nullable FlightEndpoint flight) {
        if (flight != null) {
            try {
                flight.close();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Returns what keeps the sidecar from working; empty if it is healthy. */
    private String problem() {
        try {
            failure.rethrow();
        } catch (IllegalStateException | Error e) {
            return "a thread has failed: " + e;
        }
        store.sites().all();
        return engine.problem();
    }

    /** Returns the port of the HTTP server; -1 if it is disabled. */
    public int httpPort() {
        return http == null ? -1 : http.port();
    }

    /** Returns the port of the Flight server. */
    public int port() {
        return endpoint.port();
    }

    /** Returns the current state. */
    public SidecarStatus status() {
        List<SidecarStatus.Site> sites = new ArrayList<>();
        for (String site : store.sites().all()) {
            store.journal()
                    .extent(site)
                    .ifPresent(
                            e ->
                                    sites.add(
                                            new SidecarStatus.Site(
                                                    site,
                                                    store.sites().epochOrZero(site),
                                                    e.id(),
                                                    e.oldest(),
                                                    e.next(),
                                                    cameras(site))));
        }
        return new SidecarStatus(
                device.name(),
                options.gpus(),
                device.sharesEnforced(),
                engine.trainingPressure(),
                device.requestedTotal(),
                device.busySeconds(),
                processCpuSeconds(),
                (System.nanoTime() - startNanos) / 1e9,
                sites,
                engine.status(),
                device.uses());
    }

    private List<SidecarStatus.Camera> cameras(String site) {
        return store.sites().cameras(site).stream()
                .map(
                        c ->
                                new SidecarStatus.Camera(
                                        c.camera(), c.closed(), c.student(), c.sequence()))
                .toList();
    }

    private static double processCpuSeconds() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.OperatingSystemMXBean os
                ? os.getProcessCpuTime() / 1e9
                : 0;
    }

    /** Stops after the running mini-batch. The next start recovers unfinished jobs. */
    @Override
    public void close() {
        if (http != null) {
            http.close();
        }
        closeQuietly(endpoint);
        housekeeper.shutdownNow();
        engine.close();
        device.close();
        store.close();
        try {
            allocator.close();
        } catch (IllegalStateException e) {
            LOG.warn("Arrow memory is still in use at shutdown: {}", e.getMessage());
        }
    }
}
