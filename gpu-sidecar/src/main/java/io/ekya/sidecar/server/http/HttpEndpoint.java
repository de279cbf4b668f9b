/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.http;

import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.sidecar.server.flight.ConnectionLimits;
import io.ekya.sidecar.server.flight.Connections;
import io.ekya.sidecar.server.flight.LimitedServerChannel;
import io.ekya.sidecar.server.flight.ListenAddress;
import io.ekya.sidecar.server.flight.RefusedCalls;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * HTTP server, under TLS if the address has a certificate: {@code /healthz} responds 200 or 503 to
 * everyone, {@code /metrics} responds with Prometheus text to callers with a token. One request a
 * connection; a peer that does not send one in time is disconnected and holds no thread meanwhile.
 */
public final class HttpEndpoint implements AutoCloseable {
    private static final int THREADS = 4;
    private static final int WAITING_REQUESTS = 64;
    private static final int MAX_LINE = 4_096;
    private static final int MAX_HEADERS = 16_384;
    private static final int CONNECTIONS = 64;

    private final Channel server;
    private final EventLoopGroup loops;
    private final ExecutorService threads;

    private HttpEndpoint(Channel server, EventLoopGroup loops, ExecutorService threads) {
        this.server = server;
        this.loops = loops;
        this.threads = threads;
    }

    /**
     * What the server tells.
     *
     * @param health returns the problem, empty if healthy
     * @param metrics returns Prometheus text
     */
    public record Content(Supplier<String> health, Supplier<String> metrics) {}

    /**
     * Starts the server.
     *
     * @param refused counts calls without a valid token
     * @param failure receives errors of handlers
     * @throws IOException if the port cannot be bound, or certificate or key cannot be read
     */
    public static HttpEndpoint open(
            ListenAddress where, Content content, RefusedCalls refused, ThreadFailure failure)
            throws IOException {
        return open(where, content, refused, failure, ConnectionLimits.DEFAULT.handshake());
    }

    /** As above, with another time for a request. */
    static HttpEndpoint open(
            ListenAddress where,
            Content content,
            RefusedCalls refused,
            ThreadFailure failure,
            Duration patience)
            throws IOException {
        Optional<SslContext> tls = tls(where);
        ExecutorService threads =
                new ThreadPoolExecutor(
                        THREADS,
                        THREADS,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(WAITING_REQUESTS),
                        DaemonThreads.factory("http", failure));
        Responses responses = new Responses(where, content, refused, threads, failure);
        Connections connections =
                new Connections(
                        new ConnectionLimits(CONNECTIONS, CONNECTIONS, patience, patience),
                        System::nanoTime,
                        refused);
        EventLoopGroup loops =
                new MultiThreadIoEventLoopGroup(
                        1, DaemonThreads.factory("http-io", failure), NioIoHandler.newFactory());
        ChannelFuture bound =
                new ServerBootstrap()
                        .group(loops)
                        .channelFactory(() -> new LimitedServerChannel(connections))
                        .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                        .childHandler(pipeline(tls.orElse(null), responses))
                        .bind(new InetSocketAddress(where.host(), where.httpPort()))
                        .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            threads.shutdownNow();
            throw new IOException(
                    "cannot listen on %s:%d for HTTP: %s"
                            .formatted(where.host(), where.httpPort(), bound.cause().getMessage()),
                    bound.cause());
        }
        long period = Math.max(1, patience.toMillis() / 10);
        loops.scheduleWithFixedDelay(
                failure.guarded(connections::closeOverdue), period, period, TimeUnit.MILLISECONDS);
        return new HttpEndpoint(bound.channel(), loops, threads);
    }

    private static Optional<SslContext> tls(ListenAddress where) throws IOException {
        if (where.tls().isEmpty()) {
            return Optional.empty();
        }
        ListenAddress.Tls tls = where.tls().get();
        try {
            return Optional.of(
                    SslContextBuilder.forServer(tls.certificates().toFile(), tls.key().toFile())
                            .build());
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "certificate %s or key %s cannot be used: %s"
                            .formatted(tls.certificates(), tls.key(), e.getMessage()),
                    e);
        }
    }

    private static ChannelInitializer<Channel> pipeline(
            @Nullable SslContext tls, Responses responses) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                if (tls != null) {
                    channel.pipeline().addLast(tls.newHandler(channel.alloc()));
                }
                channel.pipeline()
                        .addLast(new HttpServerCodec(MAX_LINE, MAX_HEADERS, MAX_LINE))
                        .addLast(new RequestHandler(responses));
            }
        };
    }

    public int port() {
        return ((InetSocketAddress) server.localAddress()).getPort();
    }

    @Override
    public void close() {
        server.close();
        threads.shutdownNow();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
