/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.sidecar.api;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Measurements of inference in one window.
 *
 * @param demands share of one GPU that each inference configuration (by id) needs to keep up, 0..1
 * @param frames frames that the camera delivered
 * @param dropped how many of them should have been analysed but were not
 * @param epoch of the job that sends it; null if it is not fenced
 */
public record WindowReport(
        String site,
        String camera,
        long window,
        Map<String, Double> demands,
        long frames,
        long dropped,
        @Nullable Long epoch) {
    public WindowReport {
        demands = Map.copyOf(demands);
    }

    /** A report that is not fenced. */
    public WindowReport(
            String site,
            String camera,
            long window,
            Map<String, Double> demands,
            long frames,
            long dropped) {
        this(site, camera, window, demands, frames, dropped, null);
    }

    /** Returns the report of a job with this epoch. */
    public WindowReport inEpoch(long number) {
        return new WindowReport(site, camera, window, demands, frames, dropped, number);
    }
}
