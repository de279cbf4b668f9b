/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

/**
 * Current latency of inference.
 *
 * @param source reporter; a report replaces the previous one of the same source
 * @param latencyMillis latency of predictions
 * @param targetMillis target for that latency
 */
public record LatencyReport(
        String site, String source, double latencyMillis, double targetMillis) {}
