package io.ekya.sidecar.flight;

import java.io.IOException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.arrow.flight.FlightServer;
import org.apache.arrow.flight.Location;
import org.apache.arrow.memory.BufferAllocator;

/** The Flight server on its port. */
public final class FlightEndpoint implements AutoCloseable {
    private static final long PATIENCE_SECONDS = 3;
    private static final int MAX_MESSAGE = 64 << 20;

    private final FlightServer server;
    private final SidecarProducer producer;
    private final ExecutorService calls;

    private FlightEndpoint(FlightServer server, SidecarProducer producer, ExecutorService calls) {
        this.server = server;
        this.producer = producer;
        this.calls = calls;
    }

    /**
     * Begins to serve.
     *
     * @param port 0 takes a free one
     * @param token what callers must show; empty lets everyone in
     */
    public static FlightEndpoint open(
            String host,
            int port,
            String token,
            SidecarProducer producer,
            BufferAllocator allocator)
            throws IOException {
        AtomicLong count = new AtomicLong();
        ExecutorService calls =
                Executors.newCachedThreadPool(
                        work -> {
                            Thread thread = new Thread(work, "call-" + count.getAndIncrement());
                            thread.setDaemon(true);
                            return thread;
                        });
        FlightServer.Builder builder =
                FlightServer.builder(allocator, Location.forGrpcInsecure(host, port), producer)
                        .executor(calls)
                        .maxInboundMessageSize(MAX_MESSAGE);
        if (!token.isEmpty()) {
            builder.middleware(BearerToken.KEY, BearerToken.required(token));
        }
        try {
            return new FlightEndpoint(builder.build().start(), producer, calls);
        } catch (IOException | RuntimeException e) {
            calls.shutdownNow();
            throw e;
        }
    }

    public int port() {
        return server.getPort();
    }

    /** Takes no more calls, ends the tails, waits a moment for calls under way. */
    @Override
    public void close() throws InterruptedException {
        server.shutdown();
        producer.close();
        server.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        server.close();
        calls.shutdownNow();
        calls.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }
}
