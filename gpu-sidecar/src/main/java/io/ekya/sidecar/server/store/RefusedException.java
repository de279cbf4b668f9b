/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.server.store;

/** A request that the state of the registry forbids, and by which rule. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Violated rule. */
    public enum Rule {
        /** No such site, camera, window or model. */
        NOT_FOUND,
        /** The epoch is stale: another job has started a new one. */
        STALE_EPOCH,
        /** Another command has this (epoch, revision), or there is a later one. */
        SUPERSEDED,
        /** The journal was replaced, or the number is out of its range. */
        OUT_OF_RANGE,
        /** The maximum number of cameras is reached. */
        FULL,
        /** Invalid in another way. */
        INVALID
    }

    private final Rule rule;

    public RefusedException(Rule rule, String message) {
        super(message);
        this.rule = rule;
    }

    public Rule rule() {
        return rule;
    }
}
