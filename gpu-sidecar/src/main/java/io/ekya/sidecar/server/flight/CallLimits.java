/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import io.ekya.concurrent.ThreadFailure;
import io.ekya.sidecar.api.ErrorReasons;
import io.ekya.sidecar.api.SidecarException.Reason;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Limits on calls: a maximum number of concurrent calls per kind, beyond which calls are refused
 * with RESOURCE_EXHAUSTED so that callers slow down; and a deadline, except for event streams.
 */
final class CallLimits implements ServerInterceptor {
    private static final Metadata.Key<String> REASON =
            Metadata.Key.of(ErrorReasons.HEADER, Metadata.ASCII_STRING_MARSHALLER);

    private final Map<String, Kind> kinds;
    private final Kind others;
    private final ScheduledExecutorService timer;
    private final CallCounts counts;
    private final ThreadFailure failure;

    /** One kind of call; a zero deadline means none. */
    private record Kind(Semaphore slots, Duration deadline) {}

    CallLimits(
            ConcurrencyLimits limits,
            ScheduledExecutorService timer,
            CallCounts counts,
            ThreadFailure failure) {
        this.failure = failure;
        this.timer = timer;
        this.counts = counts;
        this.kinds =
                Map.of(
                        "DoPut", new Kind(new Semaphore(limits.puts()), limits.deadline()),
                        "DoGet", new Kind(new Semaphore(limits.gets()), Duration.ZERO));
        this.others = new Kind(new Semaphore(limits.actions()), limits.deadline());
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String method = String.valueOf(call.getMethodDescriptor().getBareMethodName());
        Kind kind = kinds.getOrDefault(method, others);
        BoundedCall<Q, A> bounded = new BoundedCall<>(call, status -> counts.count(method, status));
        if (!kind.slots.tryAcquire()) {
            Metadata trailers = new Metadata();
            trailers.put(REASON, Reason.UNAVAILABLE.name());
            bounded.close(
                    Status.RESOURCE_EXHAUSTED.withDescription(
                            "too many %s calls at once; try again".formatted(method)),
                    trailers);
            return new ServerCall.Listener<>() {};
        }
        return bounded.started(
                next.startCall(bounded, headers),
                kind.slots,
                kind.deadline,
                expiry ->
                        timer.schedule(
                                failure.guarded(expiry),
                                kind.deadline.toMillis(),
                                TimeUnit.MILLISECONDS));
    }
}
