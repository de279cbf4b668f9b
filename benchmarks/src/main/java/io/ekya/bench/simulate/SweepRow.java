/* Copyright 2026 the Ekya on Flink authors. SPDX-License-Identifier: Apache-2.0 */
package io.ekya.bench.simulate;

/**
 * One contender on one trace under one setting.
 *
 * @param retrainings number of completed retrainings over all windows
 * @param decisionMillis median decision time
 */
public record SweepRow(
        String policy,
        int streams,
        double gpus,
        double windowSeconds,
        double error,
        long seed,
        double accuracy,
        int retrainings,
        double decisionMillis) {}
