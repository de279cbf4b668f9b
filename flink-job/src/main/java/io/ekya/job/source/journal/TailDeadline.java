/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.journal;

import java.io.Serializable;

/**
 * When following a journal ends.
 *
 * @param startedAtMillis wall-clock time of the Flink job's start; a site that was closed before
 *     was closed by an earlier run
 * @param giveUpAtMillis wall-clock time after which an unavailable sidecar is no longer retried, so
 *     that a bounded run ends without it
 */
public record TailDeadline(long startedAtMillis, long giveUpAtMillis) implements Serializable {}
