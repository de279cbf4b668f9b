/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.job.record;

/** What the teacher's labels for one camera and window showed. */
public record LabelSummary(String camera, long window, LabelStatistics statistics) {}
