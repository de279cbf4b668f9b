/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

/** What inference measured for one camera in one window. */
public record InferenceSummary(String camera, long window, InferenceStatistics statistics) {}
