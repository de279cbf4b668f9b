package io.ekya.sidecar.server;

import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.api.SidecarStatus;
import io.ekya.sidecar.server.flight.CallCounts;
import io.ekya.sidecar.server.flight.FlightEndpoint;
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

/** A sidecar within this process: store, device thread, and Flight server. */
public final class SidecarServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SidecarServer.class);
    private static final long MEMORY = 1L << 30;
    private static final long CLEAN_SECONDS = 60;
    private static final long REFRESH_MILLIS = 500;

    private final SidecarOptions options;
    private final BufferAllocator allocator = new RootAllocator(MEMORY);
    private final SidecarDevice device;
    private final long startNanos = System.nanoTime();
    private final Store store;
    private final ScheduledExecutorService housekeeper;
    private final JobEngine engine;
    private final CallCounts calls = new CallCounts();
    private final FlightEndpoint endpoint;
    private final @Nullable HttpEndpoint http;

    /**
     * Opens the folder, settles what an earlier process left there, and begins to serve.
     *
     * @param base the student that serves where none was promoted
     * @param reader reads and checks a model file
     * @throws IOException where the port cannot be had
     */
    public SidecarServer(
            SidecarOptions options,
            Learner learner,
            ModelFile base,
            Function<byte[], ModelFile> reader)
            throws IOException {
        this(options, learner, base, reader, Disk.real());
    }

    /** As the other, on a disk of one's own. */
    public SidecarServer(
            SidecarOptions options,
            Learner learner,
            ModelFile base,
            Function<byte[], ModelFile> reader,
            Disk disk)
            throws IOException {
        this(options, SidecarDevice.processor(learner), base, reader, disk);
    }

    /**
     * As the first, on any device.
     *
     * @param device closed with this; for the caller to close where this throws
     */
    public SidecarServer(
            SidecarOptions options,
            SidecarDevice device,
            ModelFile base,
            Function<byte[], ModelFile> reader)
            throws IOException {
        this(options, device, base, reader, Disk.real());
    }

    private SidecarServer(
            SidecarOptions options,
            SidecarDevice device,
            ModelFile base,
            Function<byte[], ModelFile> reader,
            Disk disk)
            throws IOException {
        this.options = options;
        this.device = device;
        Clock clock = Clock.systemUTC();
        this.store =
                Store.open(options.folder(), allocator, reader, options.retention(), clock, disk);
        this.housekeeper = Executors.newSingleThreadScheduledExecutor(SidecarServer::housekeeper);
        try {
            TrainingProcesses.removeLeft(options.folder());
            store.models().put(base);
            store.removeOrphans(Set.of(base.sha256()));
            Recovery.fallBackFromDamaged(store);
        } catch (RuntimeException e) {
            housekeeper.shutdownNow();
            store.close();
            throw e;
        }
        this.engine =
                new JobEngine(store, base, options.jobs(), device.forJobs(options.gpus()), clock);
        engine.recover();
        SidecarProducer producer =
                new SidecarProducer(
                        store,
                        engine,
                        new StudentCuration(store, base.sha256()),
                        this::status,
                        allocator);
        FlightEndpoint flight = null;
        try {
            flight =
                    FlightEndpoint.open(
                            options.listening(), options.limits(), producer, calls, allocator);
            this.endpoint = flight;
            this.http = options.listening().httpPort() < 0 ? null : openHttp();
            tellPort("port", port());
            if (http != null) {
                tellPort("http-port", http.port());
            }
            housekeeper.scheduleWithFixedDelay(
                    engine::refresh, REFRESH_MILLIS, REFRESH_MILLIS, TimeUnit.MILLISECONDS);
            housekeeper.scheduleWithFixedDelay(
                    this::clean, CLEAN_SECONDS, CLEAN_SECONDS, TimeUnit.SECONDS);
        } catch (IOException | RuntimeException e) {
            closeQuietly(flight);
            housekeeper.shutdownNow();
            engine.close();
            store.close();
            throw e;
        }
    }

    private static Thread housekeeper(Runnable work) {
        Thread thread = new Thread(work, "housekeeper");
        thread.setDaemon(true);
        return thread;
    }

    private void clean() {
        try {
            int removed = store.clean();
            if (removed > 0) {
                LOG.info("{} old students and sample sets were removed", removed);
            }
        } catch (RuntimeException e) {
            LOG.warn("What is old cannot be removed: {}", e.getMessage());
        }
    }

    private HttpEndpoint openHttp() throws IOException {
        return HttpEndpoint.open(
                options.listening(),
                this::trouble,
                () -> SidecarMetrics.of(status(), calls, allocator.getAllocatedMemory()));
    }

    private void tellPort(String file, int port) throws IOException {
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

    /** What keeps it from working; empty where nothing does. */
    private String trouble() {
        if (!engine.alive()) {
            return "the device's thread has ended";
        }
        store.sites().all();
        return "";
    }

    /** The port of health and metrics, -1 where they are left out. */
    public int httpPort() {
        return http == null ? -1 : http.port();
    }

    /** The port it listens on. */
    public int port() {
        return endpoint.port();
    }

    /** What it is doing. */
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

    /** Ends after the mini-batch under way. Jobs that are left are settled at the next start. */
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
            LOG.warn("Arrow memory was still in use at the end: {}", e.getMessage());
        }
    }
}
