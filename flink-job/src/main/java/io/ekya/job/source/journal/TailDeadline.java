package io.ekya.job.source.journal;

import java.io.Serializable;

/**
 * When a journal is not followed any further.
 *
 * @param startedAtMillis wall-clock time of the job's start: a site that was closed before was
 *     closed by an earlier run
 * @param giveUpAtMillis wall-clock time after which a sidecar that does not answer is not waited
 *     for, so that a bounded run ends without it
 */
public record TailDeadline(long startedAtMillis, long giveUpAtMillis) implements Serializable {}
