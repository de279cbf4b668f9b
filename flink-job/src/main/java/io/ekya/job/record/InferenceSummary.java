package io.ekya.job.record;

/** What inference measured for one camera in one window. */
public record InferenceSummary(String camera, long window, InferenceStatistics statistics) {}
