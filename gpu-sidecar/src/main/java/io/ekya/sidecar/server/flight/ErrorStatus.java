/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import io.ekya.sidecar.api.ErrorReasons;
import io.ekya.sidecar.api.MalformedException;
import io.ekya.sidecar.api.SidecarException.Reason;
import io.ekya.sidecar.server.store.RefusedException;
import io.ekya.sidecar.server.store.StoreException;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.memory.OutOfMemoryException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Converts exceptions to the gRPC status that the caller receives. */
final class ErrorStatus {
    private static final Logger LOG = LoggerFactory.getLogger(ErrorStatus.class);
    private static final Metadata.Key<String> REASON =
            Metadata.Key.of(ErrorReasons.HEADER, Metadata.ASCII_STRING_MARSHALLER);

    private static final int MAX_LENGTH = 500;

    private ErrorStatus() {}

    static RuntimeException of(Throwable e) {
        if (e instanceof FlightRuntimeException || e instanceof StatusRuntimeException) {
            return (RuntimeException) e;
        }
        if (e instanceof MalformedException) {
            return failure(Status.INVALID_ARGUMENT, Reason.REFUSED, e);
        }
        if (e instanceof RefusedException refused) {
            return switch (refused.rule()) {
                case NOT_FOUND -> failure(Status.NOT_FOUND, Reason.NOT_FOUND, e);
                case STALE_EPOCH -> failure(Status.FAILED_PRECONDITION, Reason.STALE_EPOCH, e);
                case SUPERSEDED -> failure(Status.ALREADY_EXISTS, Reason.REFUSED, e);
                case OUT_OF_RANGE -> failure(Status.OUT_OF_RANGE, Reason.OUT_OF_RANGE, e);
                case INVALID -> failure(Status.INVALID_ARGUMENT, Reason.REFUSED, e);
                case FULL -> failure(Status.RESOURCE_EXHAUSTED, Reason.REFUSED, e);
            };
        }
        LOG.warn("Request failed", e);
        if (e instanceof StoreException store) {
            return store.full()
                    ? failure(Status.RESOURCE_EXHAUSTED, Reason.UNAVAILABLE, e)
                    : failure(Status.INTERNAL, Reason.REFUSED, e);
        }
        if (e instanceof OutOfMemoryException || e instanceof OutOfMemoryError) {
            return failure(
                    Status.RESOURCE_EXHAUSTED,
                    Reason.UNAVAILABLE,
                    new IllegalStateException("out of memory for this call", e));
        }
        return failure(
                Status.INTERNAL, Reason.REFUSED, new IllegalStateException("internal: " + e, e));
    }

    private static StatusRuntimeException failure(Status status, Reason reason, Throwable e) {
        Metadata trailers = new Metadata();
        trailers.put(REASON, reason.name());
        return status.withDescription(cut(String.valueOf(e.getMessage())))
                .withCause(e)
                .asRuntimeException(trailers);
    }

    /** Descriptions are sent as headers, whose size is limited. */
    private static String cut(String text) {
        return text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH) + "…";
    }
}
