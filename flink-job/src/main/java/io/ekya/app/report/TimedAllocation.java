package io.ekya.app.report;

import io.ekya.job.record.Allocation;

/** An allocation and the wall-clock time from which it held. */
record TimedAllocation(long timeMillis, Allocation allocation) {}
