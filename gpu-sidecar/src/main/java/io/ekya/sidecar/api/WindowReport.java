/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import java.util.Map;

/**
 * Measurements of inference in one window.
 *
 * @param demands share of one GPU that each inference configuration (by id) needs to keep up, 0..1
 * @param frames frames that the camera delivered
 * @param dropped how many of them should have been analysed but were not
 */
public record WindowReport(
        String site,
        String camera,
        long window,
        Map<String, Double> demands,
        long frames,
        long dropped) {
    public WindowReport {
        demands = Map.copyOf(demands);
    }
}
