/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.flight;

import io.ekya.sidecar.api.MalformedException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.memory.OutOfMemoryException;

/** Status of messages that Flight, Arrow or Protobuf cannot read. */
final class UnreadableMessage {
    private UnreadableMessage() {}

    static Status status(Throwable e) {
        if (e instanceof StatusRuntimeException status
                && status.getStatus().getCode() == Status.Code.CANCELLED) {
            return status.getStatus();
        }
        if (e instanceof MalformedException) {
            return Status.INVALID_ARGUMENT.withDescription(e.getMessage());
        }
        return tooLarge(e)
                ? Status.RESOURCE_EXHAUSTED.withDescription(
                        "a message needs more memory than is available")
                : Status.INVALID_ARGUMENT.withDescription("a message cannot be read");
    }

    /** Returns the status as an exception; keeps exceptions that have a status. */
    static RuntimeException failure(Throwable e) {
        return e instanceof FlightRuntimeException flight
                ? flight
                : status(e).withCause(e).asRuntimeException();
    }

    private static boolean tooLarge(Throwable e) {
        for (Throwable t = e; t != null; t = t.getCause()) {
            if (t instanceof OutOfMemoryException || t instanceof OutOfMemoryError) {
                return true;
            }
        }
        return false;
    }
}
