package io.ekya.sidecar.api;

/**
 * Flight knows fewer status codes than gRPC; the exact reason of a refusal travels beside the code
 * in this header, as the name of a {@code SidecarException.Reason}.
 */
public final class ErrorReasons {
    public static final String HEADER = "ekya-reason";

    private ErrorReasons() {}
}
