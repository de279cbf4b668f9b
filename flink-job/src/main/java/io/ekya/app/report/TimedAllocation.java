/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.app.report;

import io.ekya.job.record.Allocation;

/** An allocation and the wall-clock time from which it applied. */
record TimedAllocation(long timeMillis, Allocation allocation) {}
