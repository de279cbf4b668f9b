/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.source.journal;

import java.io.Serializable;

/**
 * When following a journal ends.
 *
 * @param startedAtMillis wall-clock time of the Flink job's start; a site that was closed before
 *     was closed by an earlier run
 * @param giveUpAtMillis wall-clock time after which a bounded run ends although its site was not
 *     closed, because the sidecar is unavailable or no camera delivered in time
 */
public record TailDeadline(long startedAtMillis, long giveUpAtMillis) implements Serializable {}
