package io.ekya.sidecar.api;

/** What the journal tells. */
public enum EventKind {
    /** A job greeted the sidecar: {@link HelloReply}. */
    HELLO,
    /** What inference measured in a window: {@link WindowReport}. */
    REPORTED,
    /** A micro-profile is done: {@link ProfileResult}. */
    PROFILED,
    /** A retraining began: {@link RetrainRequest}. */
    RETRAIN_STARTED,
    /** A retraining that is under way departs from its profile: {@link RetrainCorrection}. */
    CORRECTED,
    /**
     * A student serves whose retraining goes on: {@link RetrainResult}, with what is expected of it
     * at its end.
     */
    CHECKPOINTED,
    /** A retraining has ended, and its student serves: {@link RetrainResult}. */
    PROMOTED,
    /** A retraining has ended, and its student is no better: {@link RetrainResult}. */
    NOT_PROMOTED,
    /** A retraining broke: {@link RetrainResult}. */
    RETRAIN_FAILED,
    /** A retraining was cancelled: {@link RetrainResult}. */
    CANCELLED,
    /** A person rolled a camera back, pinned or purged it: {@link ServingChange}. */
    SERVING_CHANGED,
    /** All cameras of the site have ended; nothing follows. */
    SITE_CLOSED
}
