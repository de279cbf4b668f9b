/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import com.fasterxml.jackson.annotation.JsonCreator;
import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Kinds of journal events; the linked record is the payload. */
public enum EventKind {
    /** A job has started a new epoch: {@link HelloReply}. */
    HELLO,
    /** Measurements of inference in one window: {@link WindowReport}. */
    REPORTED,
    /** A micro-profile has ended: {@link ProfileResult}. */
    PROFILED,
    /** A retraining was accepted: {@link RetrainRequest}. */
    RETRAIN_STARTED,
    /** A running retraining deviates from its profile: {@link RetrainCorrection}. */
    CORRECTED,
    /**
     * A student serves although its retraining continues: {@link RetrainResult} with the accuracy
     * expected at the end of the retraining.
     */
    CHECKPOINTED,
    /** A retraining has ended and its student serves: {@link RetrainResult}. */
    PROMOTED,
    /** A retraining has ended and its student does not serve: {@link RetrainResult}. */
    NOT_PROMOTED,
    /** A retraining has failed: {@link RetrainResult}. */
    RETRAIN_FAILED,
    /** A retraining was cancelled: {@link RetrainResult}. */
    CANCELLED,
    /** A person rolled back, pinned or purged a camera: {@link ServingChange}. */
    SERVING_CHANGED,
    /** All cameras of the site have ended. */
    SITE_CLOSED,
    /**
     * Events from this number on could not be read, because they are no longer retained or another
     * journal has taken the place of this one. Never in a journal: a reader emits it.
     */
    EVENTS_LOST,
    /** A kind that this version does not know, written by a later sidecar. Consumers skip it. */
    UNKNOWN;

    private static final Map<String, EventKind> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(Enum::name, Function.identity()));

    /** Returns the kind with this name, {@link #UNKNOWN} for any other name. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static EventKind of(String name) {
        return BY_NAME.getOrDefault(name, UNKNOWN);
    }
}
