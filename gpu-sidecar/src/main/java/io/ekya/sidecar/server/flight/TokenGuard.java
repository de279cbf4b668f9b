/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Refuses calls without the token; compares in constant time. */
public final class TokenGuard implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final byte[] expected;

    /**
     * Creates a guard.
     *
     * @param token required bearer token; empty admits all calls
     */
    public TokenGuard(String token) {
        this.expected =
                token.isEmpty()
                        ? new byte[0]
                        : ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns whether a call is admitted.
     *
     * @param authorization the header of that name; null if it is missing
     */
    public boolean admits(@Nullable String authorization) {
        byte[] actual =
                (authorization == null ? "" : authorization).getBytes(StandardCharsets.UTF_8);
        return expected.length == 0 || MessageDigest.isEqual(expected, actual);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (admits(headers.get(AUTHORIZATION))) {
            return next.startCall(call, headers);
        }
        call.close(
                Status.UNAUTHENTICATED.withDescription("a valid bearer token is required"),
                new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
