/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.client;

import io.ekya.sidecar.api.ErrorReasons;
import io.ekya.sidecar.api.SidecarException;
import io.ekya.sidecar.api.SidecarException.Reason;
import org.apache.arrow.flight.CallStatus;
import org.apache.arrow.flight.ErrorFlightMetadata;
import org.apache.arrow.flight.FlightRuntimeException;
import org.jspecify.annotations.Nullable;

/** Converts exceptions of Flight to {@link SidecarException}. */
final class FlightFailures {
    private FlightFailures() {}

    static SidecarException of(Exception e) {
        if (e instanceof SidecarException already) {
            return already;
        }
        if (e instanceof FlightRuntimeException flight) {
            CallStatus status = flight.status();
            return new SidecarException(reason(status), message(status), e);
        }
        return new SidecarException(Reason.UNAVAILABLE, "the call failed: " + e, e);
    }

    private static Reason reason(CallStatus status) {
        Reason sent = sent(status.metadata());
        if (sent != null) {
            return sent;
        }
        return switch (status.code()) {
            case NOT_FOUND -> Reason.NOT_FOUND;
            case UNAUTHENTICATED, UNAUTHORIZED -> Reason.UNAUTHENTICATED;
            case INVALID_ARGUMENT, ALREADY_EXISTS, UNIMPLEMENTED, INTERNAL -> Reason.REFUSED;
            default -> Reason.UNAVAILABLE;
        };
    }

    private static @Nullable Reason sent(@Nullable ErrorFlightMetadata metadata) {
        if (metadata == null || !metadata.containsKey(ErrorReasons.HEADER)) {
            return null;
        }
        String name = metadata.get(ErrorReasons.HEADER);
        for (Reason reason : Reason.values()) {
            if (reason.name().equals(name)) {
                return reason;
            }
        }
        return null;
    }

    private static String message(CallStatus status) {
        String text = status.description();
        return text == null ? status.code().name() : text;
    }
}
