package io.ekya.job.record;

/** What the teacher's labels for one camera and window showed. */
public record LabelSummary(String camera, long window, LabelStatistics statistics) {}
