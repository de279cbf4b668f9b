package io.ekya.sidecar.server.flight;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.jspecify.annotations.Nullable;

/** Lets through only calls that carry the token; compares in constant time. */
public final class TokenGuard implements ServerInterceptor {
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final byte[] expected;

    /**
     * A guard.
     *
     * @param token what callers must show as a bearer token; empty lets everyone in
     */
    public TokenGuard(String token) {
        this.expected =
                token.isEmpty()
                        ? new byte[0]
                        : ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * True where the caller may come in.
     *
     * @param authorization the header of that name, null where there is none
     */
    public boolean admits(@Nullable String authorization) {
        byte[] shown =
                (authorization == null ? "" : authorization).getBytes(StandardCharsets.UTF_8);
        return expected.length == 0 || MessageDigest.isEqual(expected, shown);
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        if (admits(headers.get(AUTHORIZATION))) {
            return next.startCall(call, headers);
        }
        call.close(
                Status.UNAUTHENTICATED.withDescription(
                        "a bearer token is needed, and this is not it"),
                new Metadata());
        return new ServerCall.Listener<>() {};
    }
}
