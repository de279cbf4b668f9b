/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.labelling;

/**
 * A window whose labels are complete. Public for Flink's state.
 *
 * @param window its number
 * @param closedAtMillis wall-clock time at which it ended
 */
public record EndedWindow(long window, long closedAtMillis) {}
