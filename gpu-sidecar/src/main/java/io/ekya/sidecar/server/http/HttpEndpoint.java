/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import io.ekya.concurrent.DaemonThreads;
import io.ekya.concurrent.ThreadFailure;
import io.ekya.sidecar.server.flight.ListenAddress;
import io.ekya.sidecar.server.flight.TokenGuard;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * HTTP server: {@code /healthz} responds 200 and "ok", or 503 and the problem; {@code /metrics}
 * responds Prometheus text and requires the token, if any.
 */
public final class HttpEndpoint implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpEndpoint.class);
    private static final int BACKLOG = 16;

    private final HttpServer server;
    private final ExecutorService thread;

    private HttpEndpoint(HttpServer server, ExecutorService thread) {
        this.server = server;
        this.thread = thread;
    }

    /**
     * Starts the server.
     *
     * @param health returns the problem, empty if healthy
     * @param metrics returns Prometheus text
     * @param failure receives errors of handlers
     */
    public static HttpEndpoint open(
            ListenAddress where,
            Supplier<String> health,
            Supplier<String> metrics,
            ThreadFailure failure)
            throws IOException {
        HttpServer server =
                HttpServer.create(new InetSocketAddress(where.host(), where.httpPort()), BACKLOG);
        TokenGuard guard = new TokenGuard(where.token());
        ExecutorService thread =
                Executors.newSingleThreadExecutor(DaemonThreads.factory("http", failure));
        server.setExecutor(thread);
        server.createContext(
                "/",
                reporting(
                        failure, exchange -> respond(exchange, 404, "try /healthz or /metrics\n")));
        server.createContext(
                "/healthz", reporting(failure, exchange -> respondHealth(exchange, health)));
        server.createContext(
                "/metrics",
                reporting(failure, exchange -> respondMetrics(exchange, guard, metrics)));
        server.start();
        return new HttpEndpoint(server, thread);
    }

    /** The server would drop an error of a handler. */
    private static HttpHandler reporting(ThreadFailure failure, HttpHandler handler) {
        return exchange -> {
            try {
                handler.handle(exchange);
            } catch (Error e) {
                failure.report(e);
                exchange.close();
            }
        };
    }

    private static void respondHealth(HttpExchange exchange, Supplier<String> health)
            throws IOException {
        String problem = problem(health);
        respond(
                exchange,
                problem.isEmpty() ? 200 : 503,
                problem.isEmpty() ? "ok\n" : problem + "\n");
    }

    private static String problem(Supplier<String> health) {
        try {
            return health.get();
        } catch (RuntimeException e) {
            LOG.warn("Health check failed", e);
            return String.valueOf(e.getMessage());
        }
    }

    private static void respondMetrics(
            HttpExchange exchange, TokenGuard guard, Supplier<String> metrics) throws IOException {
        if (!guard.admits(exchange.getRequestHeaders().getFirst("Authorization"))) {
            exchange.getResponseHeaders().set("WWW-Authenticate", "Bearer");
            respond(exchange, 401, "a valid bearer token is required\n");
            return;
        }
        String text;
        try {
            text = metrics.get();
        } catch (RuntimeException e) {
            LOG.warn("Metrics cannot be determined", e);
            respond(exchange, 500, "metrics cannot be determined: " + e.getMessage() + "\n");
            return;
        }
        respond(exchange, 200, text);
    }

    private static void respond(HttpExchange exchange, int code, String text) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.sendResponseHeaders(405, -1);
                return;
            }
            byte[] body = text.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "text/plain; version=0.0.4");
            exchange.sendResponseHeaders(code, body.length);
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    @Override
    public void close() {
        server.stop(0);
        thread.shutdownNow();
    }
}
