/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.ServerInterceptors;
import io.grpc.netty.NettyServerBuilder;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
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
    private static final int MAX_RESETS = 200; // of streams, in RESET_SECONDS
    private static final int RESET_SECONDS = 30;
    private static final int KEEP_ALIVE_SECONDS = 60;
    private static final int KEEP_ALIVE_TIMEOUT_SECONDS = 20;
    private static final int DOOR_THREADS = 2;
    private static final int IO_THREADS = 4;

    private final Server server;
    private final SidecarProducer producer;
    private final Threads threads;

    private FlightEndpoint(Server server, SidecarProducer producer, Threads threads) {
        this.server = server;
        this.producer = producer;
        this.threads = threads;
    }

    /**
     * The threads of the server.
     *
     * @param calls of calls with the token
     * @param door of the others
     */
    private record Threads(
            ExecutorService calls,
            ExecutorService door,
            ScheduledExecutorService timer,
            EventLoopGroup acceptor,
            EventLoopGroup io) {

        static Threads start(ThreadFailure failure) {
            return new Threads(
                    Executors.newCachedThreadPool(DaemonThreads.factory("call", failure)),
                    Executors.newFixedThreadPool(
                            DOOR_THREADS, DaemonThreads.factory("door", failure)),
                    Executors.newSingleThreadScheduledExecutor(
                            DaemonThreads.factory("call-deadlines", failure)),
                    loops(1, "flight-accept", failure),
                    loops(IO_THREADS, "flight-io", failure));
        }

        private static EventLoopGroup loops(int count, String name, ThreadFailure failure) {
            return new MultiThreadIoEventLoopGroup(
                    count, DaemonThreads.factory(name, failure), NioIoHandler.newFactory());
        }

        void stop() {
            calls.shutdownNow();
            door.shutdownNow();
            timer.shutdownNow();
            acceptor.shutdownGracefully(0, TIMEOUT_SECONDS, TimeUnit.SECONDS);
            io.shutdownGracefully(0, TIMEOUT_SECONDS, TimeUnit.SECONDS);
        }
    }

    /**
     * Starts the server.
     *
     * @param refused counts calls without a valid token
     * @param failure receives errors of its threads
     * @throws IOException if the port cannot be bound, or certificate or key cannot be read
     */
    public static FlightEndpoint open(
            ListenAddress where,
            ConcurrencyLimits limits,
            SidecarProducer producer,
            CallCounts counts,
            RefusedCalls refused,
            BufferAllocator allocator,
            ThreadFailure failure)
            throws IOException {
        Threads threads = Threads.start(failure);
        Connections connections = new Connections(limits.connections(), System::nanoTime, refused);
        AuthorizedCalls authorized =
                new AuthorizedCalls(
                        new TokenGuard(where.token()), connections, refused, threads.calls());
        NettyServerBuilder builder =
                NettyServerBuilder.forAddress(new InetSocketAddress(where.host(), where.port()))
                        .executor(threads.door())
                        .callExecutor(authorized)
                        .maxInboundMessageSize(MAX_MESSAGE)
                        .addService(
                                ServerInterceptors.interceptForward(
                                        CheckedRequests.of(
                                                service(producer, threads.calls(), allocator)
                                                        .bindService()),
                                        authorized,
                                        new CallLimits(limits, threads.timer(), counts, failure)));
        limitConnections(builder, limits.connections(), connections, threads);
        try {
            if (where.tls().isPresent()) {
                encrypt(builder, where.tls().get());
            }
            Server server = builder.build().start();
            long period = Math.max(1, limits.connections().handshake().toMillis() / 10);
            threads.timer()
                    .scheduleWithFixedDelay(
                            failure.guarded(connections::closeOverdue),
                            period,
                            period,
                            TimeUnit.MILLISECONDS);
            return new FlightEndpoint(server, producer, threads);
        } catch (IOException | RuntimeException e) {
            threads.stop();
            throw e;
        }
    }

    /** Limits what a peer can do before it has shown the token. */
    private static void limitConnections(
            NettyServerBuilder builder,
            ConnectionLimits limits,
            Connections connections,
            Threads threads) {
        builder.channelFactory(() -> new LimitedServerChannel(connections))
                .bossEventLoopGroup(threads.acceptor())
                .workerEventLoopGroup(threads.io())
                .handshakeTimeout(limits.handshake().toMillis(), TimeUnit.MILLISECONDS)
                .maxConnectionIdle(limits.idle().toMillis(), TimeUnit.MILLISECONDS)
                .keepAliveTime(KEEP_ALIVE_SECONDS, TimeUnit.SECONDS)
                .keepAliveTimeout(KEEP_ALIVE_TIMEOUT_SECONDS, TimeUnit.SECONDS)
                .permitKeepAliveWithoutCalls(true)
                .maxInboundMetadataSize(MAX_HEADERS)
                .maxConcurrentCallsPerConnection(MAX_CALLS_PER_CONNECTION)
                .maxRstFramesPerWindow(MAX_RESETS, RESET_SECONDS);
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
        threads.stop();
        threads.calls().awaitTermination(TIMEOUT_SECONDS, TimeUnit.SECONDS);
    }
}
