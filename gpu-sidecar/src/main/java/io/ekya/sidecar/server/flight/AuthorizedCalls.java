/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallExecutorSupplier;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.net.SocketAddress;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Passes on the calls with the token, and gives threads to these only. */
final class AuthorizedCalls implements ServerInterceptor, ServerCallExecutorSupplier {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final TokenGuard guard;
    private final Connections connections;
    private final RefusedCalls refused;
    private final Executor threads;

    /**
     * @param threads of calls with the token
     */
    AuthorizedCalls(
            TokenGuard guard, Connections connections, RefusedCalls refused, Executor threads) {
        this.guard = guard;
        this.connections = connections;
        this.refused = refused;
        this.threads = threads;
    }

    @Override
    public <Q, A> @Nullable Executor getExecutor(ServerCall<Q, A> call, Metadata headers) {
        return guard.admits(headers.get(AUTHORIZATION)) ? threads : null;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        SocketAddress peer = call.getAttributes().get(Grpc.TRANSPORT_ATTR_REMOTE_ADDR);
        if (guard.admits(headers.get(AUTHORIZATION))) {
            if (peer != null) {
                connections.proven(peer);
            }
            return next.startCall(call, headers);
        }
        refused.add(String.valueOf(call.getMethodDescriptor().getBareMethodName()), peer);
        call.close(
                Status.UNAUTHENTICATED.withDescription("a valid bearer token is required"),
                new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
