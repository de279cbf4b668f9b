package io.ekya.app.report;

import io.ekya.job.record.Allocation;

/** An allocation and the wall-clock time from which it applied. */
record TimedAllocation(long timeMillis, Allocation allocation) {}
