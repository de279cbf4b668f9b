/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.NettyServerBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.arrow.flight.FlightGrpcUtils;
import org.apache.arrow.flight.auth.ServerAuthHandler;
import org.apache.arrow.memory.BufferAllocator;

/** The Flight server; checks token, limits and messages before it passes calls on. */
public final class FlightEndpoint implements AutoCloseable {
    private static final long TIMEOUT_SECONDS = 3;
    private static final int MAX_MESSAGE = 64 << 20;
    private static final int MAX_HEADERS = 16 << 10;
    private static final int MAX_CALLS_PER_CONNECTION = 256;

    private final Server server;
    private final SidecarProducer producer;
    private final ExecutorService calls;
    private final ScheduledExecutorService timer;

    private FlightEndpoint(
            Server server,
            SidecarProducer producer,
            ExecutorService calls,
            ScheduledExecutorService timer) {
        this.server = server;
        this.producer = producer;
        this.calls = calls;
        this.timer = timer;
    }

    /**
     * Starts the server.
     *
     * @param failure receives errors of its threads
     * @throws IOException if the port cannot be bound, or certificate or key cannot be read
     */
    public static FlightEndpoint open(
            ListenAddress where,
            ConcurrencyLimits limits,
            SidecarProducer producer,
            CallCounts counts,
            BufferAllocator allocator,
            ThreadFailure failure)
            throws IOException {
        ExecutorService calls =
                Executors.newCachedThreadPool(DaemonThreads.factory("call", failure));
        ScheduledExecutorService timer =
                Executors.newSingleThreadScheduledExecutor(
                        DaemonThreads.factory("call-deadlines", failure));
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(where.host(), where.port()))
                        .executor(calls)
                        .maxInboundMessageSize(MAX_MESSAGE)
                        .maxInboundMetadataSize(MAX_HEADERS)
                        .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
                        .permitKeepAliveWithoutCalls(true)
                        .addService(
                                ServerInterceptors.interceptForward(
                                        CheckedRequests.of(
                                                service(producer, calls, allocator).bindService()),
                                        new TokenGuard(where.token()),
                                        new CallLimits(limits, timer, counts, failure)));
        try {
            if (where.tls().isPresent()) {
                encrypt(builder, where.tls().get());
            }
            return new FlightEndpoint(builder.build().start(), producer, calls, timer);
        } catch (IOException | RuntimeException e) {
            calls.shutdownNow();
            timer.shutdownNow();
            throw e;
        }
    }

    @SuppressWarnings("deprecation") // Flight's own handshake is deprecated; this disables it
    private static BindableService service(
            SidecarProducer producer, ExecutorService calls, BufferAllocator allocator) {
        return FlightGrpcUtils.createFlightService(
                allocator, producer, ServerAuthHandler.NO_OP, calls);
    }

    private static void encrypt(NettyServerBuilder builder, ListenAddress.Tls tls)
            throws IOException {
        try {
            builder.useTransportSecurity(tls.certificates().toFile(), tls.key().toFile());
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "certificate %s or key %s cannot be used: %s"
                            .formatted(tls.certificates(), tls.key(), e.getMessage()),
                    e);
        }
    }

    public int port() {
        return server.getPort();
    }

    /** Accepts no more calls, ends event streams, waits briefly for running calls. */
    @Override
    public void close() throws InterruptedException {
        server.shutdown();
        producer.close();
        server.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        server.shutdownNow();
        server.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        calls.shutdownNow();
        timer.shutdownNow();
        calls.awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
