/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

/** A call to the sidecar failed; the reason determines whether a retry can help. */
public final class SidecarException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Why a call failed. */
    public enum Reason {
        /** The sidecar cannot be reached, is overloaded, or the deadline passed: retry. */
        UNAVAILABLE,
        /** The request is malformed or violates a rule: do not retry. */
        REFUSED,
        /** The sidecar requires another token: do not retry with this one. */
        UNAUTHENTICATED,
        /** The epoch is older than the site's: another job has taken over. */
        STALE_EPOCH,
        /** The offset is no longer retained or the journal was replaced: reconcile from status. */
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
