/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.http;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.sidecar.server.flight.ListenAddress;
import io.ekya.sidecar.server.flight.RefusedCalls;
import io.ekya.sidecar.server.flight.TokenGuard;
import java.net.SocketAddress;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Decides what the HTTP server responds. */
final class Responses {
    private static final Logger LOG = LoggerFactory.getLogger(Responses.class);

    private final TokenGuard guard;
    private final HttpEndpoint.Content content;
    private final RefusedCalls refused;
    private final Executor threads;
    private final ThreadFailure failure;

    Responses(
            ListenAddress where,
            HttpEndpoint.Content content,
            RefusedCalls refused,
            Executor threads,
            ThreadFailure failure) {
        this.guard = new TokenGuard(where.token(), where.metricsToken());
        this.content = content;
        this.refused = refused;
        this.threads = threads;
        this.failure = failure;
    }

    /**
     * A request.
     *
     * @param method empty if the request is malformed
     */
    record Request(
            String method,
            String uri,
            @Nullable String authorization,
            @Nullable SocketAddress peer) {}

    record Response(int code, String text) {}

    /**
     * Answers a request on one of the threads, or at once if too many requests wait.
     *
     * @param disconnect called instead if an error prevents a response
     */
    void answer(Request request, Consumer<Response> send, Runnable disconnect) {
        try {
            threads.execute(
                    () -> {
                        try {
                            send.accept(of(request));
                        } catch (Error e) {
                            report(e);
                            disconnect.run();
                        }
                    });
        } catch (RejectedExecutionException e) {
            send.accept(new Response(503, "too many requests at once; try again\n"));
        }
    }

    void report(Error error) {
        failure.report(error);
    }

    private Response of(Request request) {
        if (request.method().isEmpty()) {
            return new Response(400, "the request cannot be read\n");
        }
        if (!request.method().equals("GET")) {
            return new Response(405, "only GET is supported\n");
        }
        int query = request.uri().indexOf('?');
        return switch (query < 0 ? request.uri() : request.uri().substring(0, query)) {
            case "/healthz" -> health();
            case "/metrics" -> metrics(request);
            default -> new Response(404, "try /healthz or /metrics\n");
        };
    }

    private Response health() {
        String problem;
        try {
            problem = content.health().get();
        } catch (RuntimeException e) {
            LOG.warn("Health check failed", e);
            problem = String.valueOf(e.getMessage());
        }
        return problem.isEmpty() ? new Response(200, "ok\n") : new Response(503, problem + "\n");
    }

    private Response metrics(Request request) {
        if (!guard.admits(request.authorization())) {
            refused.add("metrics", request.peer());
            return new Response(401, "a valid bearer token is required\n");
        }
        try {
            return new Response(200, content.metrics().get());
        } catch (RuntimeException e) {
            LOG.warn("Metrics cannot be determined", e);
            return new Response(500, "metrics cannot be determined: " + e.getMessage() + "\n");
        }
    }
}
