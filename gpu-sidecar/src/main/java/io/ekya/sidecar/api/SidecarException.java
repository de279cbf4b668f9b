package io.ekya.sidecar.api;

/** A call to the sidecar that failed; says whether trying again may help. */
public final class SidecarException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a call failed. */
    public enum Reason {
        /** The sidecar cannot be reached or the deadline passed: try again. */
        UNAVAILABLE,
        /** The request is malformed or against a rule: do not repeat it. */
        REFUSED,
        /** An older epoch than the site's: another job has taken over. */
        STALE_EPOCH,
        /** The offset is not kept any more or the journal is another: reconcile from status. */
        OUT_OF_RANGE,
        /** No such model, camera or window. */
        NOT_FOUND
    }

    private final Reason reason;

    public SidecarException(Reason reason, String message, Throwable cause) {
        super(message, cause);
        this.reason = reason;
    }

    public SidecarException(Reason reason, String message) {
        super(message);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
