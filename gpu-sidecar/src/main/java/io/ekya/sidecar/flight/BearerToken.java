package io.ekya.sidecar.flight;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import org.apache.arrow.flight.CallHeaders;
import org.apache.arrow.flight.CallInfo;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.FlightServerMiddleware;
import org.apache.arrow.flight.RequestContext;
import org.jspecify.annotations.Nullable;

/** Lets through only calls that carry the token; compares in constant time. */
final class BearerToken implements FlightServerMiddleware {
    static final FlightServerMiddleware.Key<BearerToken> KEY =
            FlightServerMiddleware.Key.of("bearer-token");

    private BearerToken() {}

    static FlightServerMiddleware.Factory<BearerToken> required(String token) {
        byte[] expected = ("Bearer " + token).getBytes(StandardCharsets.UTF_8);
        return new FlightServerMiddleware.Factory<>() {
            @Override
            public BearerToken onCallStarted(
                    CallInfo info, CallHeaders incoming, RequestContext context) {
                String given = incoming.get("authorization");
                byte[] shown = (given == null ? "" : given).getBytes(StandardCharsets.UTF_8);
                if (!MessageDigest.isEqual(expected, shown)) {
                    throw CallStatus.UNAUTHENTICATED
                            .withDescription("a bearer token is needed, and this is not it")
                            .toRuntimeException();
                }
                return new BearerToken();
            }
        };
    }

    @Override
    public void onBeforeSendingHeaders(CallHeaders outgoing) {}

    @Override
    public void onCallCompleted(CallStatus status) {}

    @Override
    public void onCallErrored(@Nullable Throwable error) {}
}
