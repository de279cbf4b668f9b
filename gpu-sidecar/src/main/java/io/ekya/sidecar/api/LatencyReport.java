package io.ekya.sidecar.api;

/**
 * How late inference is just now.
 *
 * @param source who says it; its next word takes the place of this one
 * @param latencyMillis of its answers
 * @param targetMillis that they may take
 */
public record LatencyReport(
        String site, String source, double latencyMillis, double targetMillis) {}
