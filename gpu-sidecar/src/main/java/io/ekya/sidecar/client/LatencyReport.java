package io.ekya.sidecar.client;

/**
 * How late inference is just now.
 *
 * @param latencyMillis of its answers
 * @param targetMillis that they may take
 */
public record LatencyReport(String site, double latencyMillis, double targetMillis) {}
