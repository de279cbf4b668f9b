package io.ekya.sidecar;

import io.ekya.device.CpuShareGovernor;
import io.ekya.learn.Learner;
import io.ekya.learn.ModelFile;
import io.ekya.sidecar.client.SidecarStatus;
import io.ekya.sidecar.flight.FlightEndpoint;
import io.ekya.sidecar.flight.SidecarProducer;
import io.ekya.sidecar.job.JobEngine;
import io.ekya.sidecar.store.DurableFiles;
import io.ekya.sidecar.store.Store;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A sidecar within this process: store, device thread, and Flight server. */
public final class SidecarServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SidecarServer.class);
    private static final long MEMORY = 1L << 30;

    private final SidecarOptions options;
    private final BufferAllocator allocator = new RootAllocator(MEMORY);
    private final CpuShareGovernor governor = new CpuShareGovernor();
    private final long startNanos = System.nanoTime();
    private final Store store;
    private final JobEngine engine;
    private final FlightEndpoint endpoint;

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
        this.options = options;
        Clock clock = Clock.systemUTC();
        this.store = Store.open(options.folder(), allocator, reader, clock);
        store.models().put(base);
        Recovery.fallBackFromDamaged(store);
        this.engine = new JobEngine(store, learner, base, options.jobs(), governor, clock);
        engine.recover();
        SidecarProducer producer = new SidecarProducer(store, engine, this::status, allocator);
        try {
            this.endpoint =
                    FlightEndpoint.open(
                            options.host(), options.port(), options.token(), producer, allocator);
            DurableFiles.write(
                    options.folder().resolve("port"),
                    Integer.toString(endpoint.port()).getBytes(StandardCharsets.US_ASCII));
        } catch (IOException | RuntimeException e) {
            engine.close();
            store.close();
            throw e;
        }
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
                "cpu",
                options.gpus(),
                true,
                governor.requestedTotal(),
                governor.busySeconds(),
                processCpuSeconds(),
                (System.nanoTime() - startNanos) / 1e9,
                sites,
                engine.status(),
                governor.uses());
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
        try {
            endpoint.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        engine.close();
        store.close();
        try {
            allocator.close();
        } catch (IllegalStateException e) {
            LOG.warn("Arrow memory was still in use at the end: {}", e.getMessage());
        }
    }
}
