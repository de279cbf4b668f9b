package io.ekya.sidecar.server.flight;

import io.ekya.sidecar.api.MalformedException;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.apache.arrow.flight.FlightRuntimeException;
import org.apache.arrow.memory.OutOfMemoryException;

/** What is wrong with bytes that Flight, Arrow or Protobuf could not make a message of. */
final class UnreadableMessage {
    private UnreadableMessage() {}

    static Status status(Throwable e) {
        if (e instanceof StatusRuntimeException told
                && told.getStatus().getCode() == Status.Code.CANCELLED) {
            return told.getStatus();
        }
        if (e instanceof MalformedException) {
            return Status.INVALID_ARGUMENT.withDescription(e.getMessage());
        }
        return tooLarge(e)
                ? Status.RESOURCE_EXHAUSTED.withDescription(
                        "a message asks for more memory than there is for it")
                : Status.INVALID_ARGUMENT.withDescription("a message cannot be read");
    }

    /** As a status, unless the call itself was cancelled or told its reason already. */
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
