package io.ekya.sidecar.server.store;

/** A request that the registry's state forbids; says by which rule. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The rule. */
    public enum Rule {
        /** No such site, camera, window or model. */
        NOT_FOUND,
        /** The epoch is over: another job has greeted since. */
        STALE_EPOCH,
        /** Another command holds this (epoch, revision), or a later one has come. */
        SUPERSEDED,
        /** The journal is another, or does not reach so far. */
        OUT_OF_RANGE,
        /** A limit is reached: no more cameras are taken. */
        FULL,
        /** Against the state in another way. */
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
